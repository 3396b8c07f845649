"""The parts of a page that are no part of its story, told by their markup."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from lxml.html import HtmlElement

_TAGS = {
    "nav": "navigation", "footer": "foot of the page", "aside": "aside", "form": "form", "button": "button", "dialog": "dialog",
    "menu": "navigation", "label": "form", "header": "head of the page", "figcaption": "caption", "address": "byline", "audio": "player",
    "video": "player", "object": "player", "time": "date",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation", "complementary": "aside", "contentinfo": "foot of the page", "banner": "head of the page",
    "search": "form", "dialog": "dialog", "alertdialog": "dialog", "menu": "navigation", "toolbar": "share bar",
    "menubar": "navigation", "tooltip": "dialog", "note": "aside",
}  # fmt: skip
_PROPERTIES = {"author": "byline", "datepublished": "date", "datemodified": "date", "caption": "caption", "publisher": "byline",
               "keywords": "topics", "copyrightholder": "caption"}  # fmt: skip
# Words of classes and ids, as the names of a box's kind; "-" stands for any joint.
_NAMES = {
    "other stories": """related(?!-(?:to|tags|topics)) relateds relatedlinks relatedarticles relatedposts relatedcontent recommend recommended recommendation recommendations recirc
        recirculation read-more readmore read-next read-also also-read alsoread more-stories more-news more-articles more-from more-on more-like more-about
        morestories most-read mostread most-viewed most-popular mostpopular popular trending teaser teasers teaserlist promo promos promobox up-next upnext
        next-article next-story next-post nextarticle prev-article previous-article prev-post latest-news latest-stories latestnews similar similar-articles
        suggested suggestions you-may further-reading see-also seealso linkbox link-box linklist link-list article-list articlelist post-list story-list
        crosslink crosslinks outbrain taboola widget-area interlink inline-links inlinelink backlink editors-picks picks
        leggi-anche lire-aussi lea-tambien leia-mais lesen-sie les-ogsa lees-ook mas-leidas correlati correlate rekommenderat
        relacionadas relacionados verwandte empfehlungen lue-myos baca-juga bacajuga artikel-terkait tin-lien-quan ilgili-haber ilgili-haberler""",
    "appeal": """newsletter newsletters newsletter-signup subscribe subscription subscriptions signup sign-up paywall-box regwall piano-offer
        marketing cta call-to-action donate donation donations membership app-promo apppromo push-notification join-us abo-box abobox
        follow-us followus whatsapp-channel google-news googlenews""",
    "share bar": """share shares sharing sharebar share-bar sharetools share-tools share-buttons social socials social-share socialshare social-media-links
        addtoany sharedaddy article-tools articletools toolbar tool-bar action-bar actionbar bookmark-button article-actions utility-bar teilen""",
    "comments": "comments comment-list commentlist comment-form comments-area disqus disqus-thread kommentare respond comment-section user-comments",
    "advertisement": """ad ads advert adverts advertisement advertisements advertising adslot ad-slot ad-container adcontainer ad-wrapper adbox
        sponsored sponsor-box promoted banner-ad dfp gpt-ad werbung anzeige publicidad publicite""",
    "byline": """byline bylines by-line author authors author-bio author-box authorbox author-info author-card author-name author-block bio
        about-author about-the-author contributor-bio contributors post-meta postmeta article-meta article-meta-data entry-meta story-meta meta-info
        metadata article-info articleinfo article-byline published published-date publish-date pubdate pub-date posted-on post-date date-time datetime timestamp
        updated-date last-updated article-date article__date reading-time read-time readtime autor autorin penulis""",
    "topics": "tags related-tags related-topics mots-cles tag-list taglist tags-list post-tags article-tags articletags entry-tags story-tags topics topic-list topic-tags keywords breadcrumb breadcrumbs bread-crumb categories cat-links tagcloud",
    "caption": """caption captions figcaption wp-caption-text image-caption img-caption imgcaption photo-caption photocaption media-caption picture-caption
        credit credits image-credit photo-credit photocredit img-credit image-source copyright copyrights legend legende bildunterschrift bildnachweis bildtext
        photographer image-description image-info imageinfo picture-credit picturecredit caption-text captiontext""",
    "box": """infobox info-box factbox fact-box faktaruta fakta faktaboks sidebar side-bar poll quiz carousel slideshow slider
        pullout pull-out""",
    "teaser": "line-clamp",
    "pull quote": "pullquote pull-quote",
    "unseen": "sr-only visually-hidden visuallyhidden screen-reader screen-reader-text hidden-text a11y assistive-text assistivetext u-hidden",
    "dialog": "modal popup pop-up overlay cookie cookies cookie-banner consent tooltip lightbox",
    "navigation": "nav navbar navigation menu submenu pagination pager skip-link site-header site-footer footer masthead topbar",
}  # fmt: skip
_NAMED = re.compile(
    "|".join(
        f"(?P<n{number}>(?<![a-z0-9])(?:{'|'.join(sorted(names.split(), key=len, reverse=True))})(?![a-z0-9]))"
        for number, names in enumerate(_NAMES.values())
        if names.strip()
    )
)
_REASONS = list(_NAMES)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINT = re.compile(r"[_\s:]+|-{2,}")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the page whose markup says that it is no part of the story.

    ``signature`` is that markup as a whole, ``word`` what in it says so, ``firm`` whether it is the element's own
    name or role rather than a word that its site chose.
    """

    reason: str
    signature: str
    word: str
    firm: bool = False

    @property
    def tag(self) -> str:
        """The name of the box's element."""
        return self.signature.partition(" ")[0]


def box(element: HtmlElement) -> Box | None:
    """The box that an element's markup makes of it, if any."""
    get = element.get
    names = f"{get('class') or ''} {get('id') or ''}"
    signature = f"{element.tag} {names}"
    if (reason := _TAGS.get(element.tag)) or (reason := _ROLES.get(get("role") or "")):
        return Box(reason, signature, element.tag, True)
    if (
        get("hidden") is not None
        or get("aria-hidden") == "true"
        or "display:none" in (get("style") or "").replace(" ", "")
    ):
        return Box("unseen", signature, "hidden", True)
    if (prop := get("itemprop")) and (reason := _PROPERTIES.get(prop.lower())):
        return Box(reason, signature, prop)
    for extra in ("data-testid", "data-component", "data-module"):
        if value := get(extra):
            names = f"{names} {value}"
    reason, word = _named(names[:_LONGEST]) if names != " " else ("", "")
    return Box(reason, signature, f"{element.tag} {word}") if reason else None


@functools.lru_cache(maxsize=20_000)
def _named(names: str) -> tuple[str, str]:
    for name in names.split():
        if found := _NAMED.search(_JOINT.sub("-", _CAMEL.sub("-", name)).lower()):
            return _REASONS[int((found.lastgroup or "n0")[1:])], found[0]
    return "", ""
