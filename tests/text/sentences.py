"""A few sentences of news in many languages, written for these tests, and the encodings each was once kept in."""

from __future__ import annotations

SENTENCES = {
    "ja": "港町の市議会は月曜日、新しい防波堤の建設を承認した。工事は来年の春に始まり、三年かかる見込みだ。漁業組合の代表は「船を守るために必要だ」"
    "と述べた。一方、費用が高すぎると反対する住民もいる。市長はコストの半分を国が負担すると説明し、観光客が増えることも期待している。",
    "zh-Hans": "沿海城市的议会星期一批准修建新的防波堤。工程将于明年春天开始，预计需要三年时间。渔业协会的代表说，这对保护船只十分必要。"
    "也有居民认为费用太高，表示反对。市长解释说，国家将承担一半的费用，他还希望游客会越来越多。",
    "zh-Hant": "沿海城市的議會星期一批准興建新的防波堤。工程將於明年春天開始，預計需要三年時間。漁業協會的代表說，這對保護船隻十分必要。"
    "也有居民認為費用太高，表示反對。市長解釋說，國家將承擔一半的費用，他還希望遊客會越來越多。",
    "ko": "항구 도시의 시의회는 월요일 새로운 방파제 건설을 승인했다. 공사는 내년 봄에 시작되며 삼 년이 걸릴 전망이다. 어업 조합 대표는 "
    "배를 지키기 위해 필요하다고 말했다. 비용이 너무 많이 든다며 반대하는 주민들도 있다. 시장은 정부가 비용의 절반을 부담한다고 설명했다.",
    "ru": "Городской совет портового города в понедельник одобрил строительство нового волнореза. Работы начнутся весной следующего года и "
    "продлятся три года. Представитель союза рыбаков сказал, что это необходимо для защиты лодок. Некоторые жители считают расходы "
    "слишком высокими. Мэр объяснил, что половину суммы заплатит государство.",
    "uk": "Міська рада портового міста в понеділок схвалила будівництво нового хвилерізу. Роботи розпочнуться навесні наступного року і "
    "триватимуть три роки. Представник спілки рибалок сказав, що це необхідно для захисту човнів. Деякі мешканці вважають витрати "
    "занадто високими. Її підтримує лише половина депутатів.",
    "bg": "Общинският съвет на пристанищния град одобри в понеделник строежа на нов вълнолом. Работата ще започне през пролетта и ще "
    "продължи три години. Представителят на рибарите каза, че това е необходимо за защитата на лодките. Някои жители смятат разходите "
    "за прекалено големи. Кметът обясни, че държавата ще плати половината.",
    "el": "Το δημοτικό συμβούλιο της παραλιακής πόλης ενέκρινε τη Δευτέρα την κατασκευή νέου κυματοθραύστη. Οι εργασίες θα αρχίσουν την "
    "άνοιξη και θα διαρκέσουν τρία χρόνια. Ο εκπρόσωπος των ψαράδων είπε ότι το έργο είναι αναγκαίο για τα σκάφη. Μερικοί κάτοικοι "
    "θεωρούν το κόστος πολύ υψηλό. Ο δήμαρχος εξήγησε ότι το κράτος θα πληρώσει τα μισά.",
    "he": "מועצת עיר הנמל אישרה ביום שני את בנייתו של שובר גלים חדש. העבודות יתחילו באביב הבא ויימשכו שלוש שנים. נציג איגוד הדייגים אמר "
    "שהדבר נחוץ כדי להגן על הסירות. חלק מן התושבים סבורים שהעלות גבוהה מדי. ראש העיר הסביר שהמדינה תשלם מחצית מן הסכום.",
    "ar": "وافق مجلس المدينة الساحلية يوم الاثنين على بناء حاجز جديد للأمواج. ستبدأ الأعمال في الربيع المقبل وتستمر ثلاث سنوات. قال ممثل "
    "الصيادين إن ذلك ضروري لحماية القوارب. ويرى بعض السكان أن التكاليف مرتفعة جدا. وأوضح رئيس البلدية أن الدولة ستدفع نصف المبلغ.",
    "th": "สภาเมืองท่าอนุมัติการก่อสร้างเขื่อนกันคลื่นแห่งใหม่เมื่อวันจันทร์ งานจะเริ่มในฤดูใบไม้ผลิปีหน้าและใช้เวลาสามปี ตัวแทนชาวประมงกล่าวว่าจำเป็นต่อการป้องกันเรือ "
    "ชาวบ้านบางคนเห็นว่าค่าใช้จ่ายสูงเกินไป นายกเทศมนตรีอธิบายว่ารัฐบาลจะจ่ายครึ่งหนึ่ง",
    "pl": "Rada miasta portowego zatwierdziła w poniedziałek budowę nowego falochronu. Prace rozpoczną się wiosną przyszłego roku i potrwają "
    "trzy lata. Przedstawiciel związku rybaków powiedział, że jest to konieczne, żeby chronić łodzie. Część mieszkańców sądzi, że "
    "koszty są zbyt wysokie. Burmistrz wyjaśnił, że połowę zapłaci państwo, a więcej turystów przyjedzie już następnego lata.",
    "cs": "Rada přístavního města schválila v pondělí stavbu nového vlnolamu. Práce začnou příští rok na jaře a potrvají tři roky. Zástupce "
    "svazu rybářů řekl, že je to nutné k ochraně lodí. Někteří obyvatelé považují náklady za příliš vysoké. Starosta vysvětlil, že "
    "polovinu zaplatí stát a že doufá v užší spolupráci i ve větší počet návštěvníků.",
    "hu": "A kikötőváros tanácsa hétfőn jóváhagyta az új hullámtörő építését. A munka jövő tavasszal kezdődik, és három évig tart. A halászok "
    "szövetségének képviselője szerint erre szükség van, hogy megvédjék a hajókat. Több lakó túl magasnak tartja a költségeket. A "
    "polgármester elmondta, hogy az összeg felét az állam fizeti, és később több vendégre is számítanak.",
    "ro": "Consiliul orașului portuar a aprobat luni construcția unui nou dig. Lucrările vor începe în primăvara viitoare și vor dura trei "
    "ani. Reprezentantul pescarilor a spus că este necesar pentru a apăra bărcile. Unii locuitori cred că prețul este prea mare. "
    "Primarul a explicat că jumătate va fi plătită de stat și că speră să vină mai mulți turiști.",
    "tr": "Liman kentinin belediye meclisi pazartesi günü yeni dalgakıranın yapılmasını onayladı. Çalışmalar gelecek ilkbaharda başlayacak ve "
    "üç yıl sürecek. Balıkçılar birliğinin sözcüsü bunun tekneleri korumak için gerekli olduğunu söyledi. Bazı kişiler masrafların "
    "çok yüksek olduğunu düşünüyor. Başkan, paranın yarısını devletin ödeyeceğini açıkladı; şimdiden ilgi büyüdü.",
    "lt": "Uostamiesčio taryba pirmadienį patvirtino naujo bangolaužio statybą. Darbai prasidės kitą pavasarį ir truks trejus metus. Žvejų "
    "sąjungos atstovas sakė, kad tai būtina laivams apsaugoti. Kai kurie gyventojai mano, kad išlaidos per didelės. Meras paaiškino, "
    "jog pusę sumos sumokės valstybė, ir tikisi, kad atvyks daugiau svečių.",
    "de": "Der Rat der Hafenstadt hat am Montag den Bau eines neuen Wellenbrechers genehmigt. Die Arbeiten beginnen im nächsten Frühjahr und "
    "dauern drei Jahre. Der Vertreter der Fischer sagte, dies sei nötig, um die Boote zu schützen. Manche Bürger halten die Kosten für "
    "zu hoch. Der Bürgermeister erklärte, die Hälfte übernehme der Staat; außerdem hofft er auf mehr Gäste.",
    "fr": "Le conseil de la ville portuaire a approuvé lundi la construction d’une nouvelle digue. Les travaux débuteront au printemps et "
    "dureront trois ans. Le représentant des pêcheurs a déclaré que c’était nécessaire pour protéger les bateaux. Certains habitants "
    "jugent le coût trop élevé. Le maire a expliqué que l’État en paiera la moitié ; il espère aussi des visiteurs plus nombreux.",
    "es": "El ayuntamiento de la ciudad portuaria aprobó el lunes la construcción de un nuevo rompeolas. Las obras comenzarán la próxima "
    "primavera y durarán tres años. El representante de los pescadores señaló que es necesario para proteger las lanchas pequeñas. "
    "Algunos vecinos creen que el costo es demasiado alto. El alcalde explicó que el Estado pagará la mitad y así vendrán más turistas.",
    "sv": "Kommunfullmäktige i hamnstaden godkände på måndagen bygget av en ny vågbrytare. Arbetet börjar nästa vår och tar tre år. Fiskarnas "
    "företrädare sade att det är nödvändigt för att skydda båtarna. Några invånare tycker att kostnaden är för hög. Borgmästaren "
    "förklarade att staten betalar hälften och att han hoppas på fler besökare.",
}
"""Language to a text of some 300 characters."""

ENCODINGS = {
    "ja": ("shift_jis", "cp932", "euc-jp", "iso2022_jp"),
    "zh-Hans": ("gbk", "gb18030"),
    "zh-Hant": ("big5",),
    "ko": ("euc-kr", "cp949"),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic"),
    "uk": ("cp1251", "koi8-u"),
    "bg": ("cp1251", "mac_cyrillic"),
    "el": ("cp1253", "iso8859-7"),
    "he": ("cp1255", "iso8859-8"),
    "ar": ("cp1256", "iso8859-6"),
    "th": ("cp874",),
    "pl": ("cp1250", "iso8859-2"),
    "cs": ("cp1250", "iso8859-2"),
    "hu": ("cp1250", "iso8859-2"),
    "tr": ("cp1254", "iso8859-9"),
    "lt": ("cp1257", "iso8859-13"),
    "de": ("cp1252", "iso8859-15", "mac_roman"),
    "fr": ("cp1252", "iso8859-15", "mac_roman"),
    "es": ("cp1252", "iso8859-15", "mac_roman"),
    "sv": ("cp1252", "iso8859-15", "mac_roman"),
}
"""Language to the codecs, besides those of Unicode, that its pages and exports came in."""
