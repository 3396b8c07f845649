import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from tests.factories import make_article, make_tag
from articles.views.reads import most_read
def test_x(client, index):
    tag=make_tag("Alpha"); tag2 = make_tag("Beta")
    ss=[make_article(on=f"2024-03-0{i}",tags=[tag, tag2],countries=["JP","US"],authors=["A B"],source="Bay Wire",section="World",kind="opinion" if i%2 else "news") for i in range(1,8)]
    index()
    for a in ["/articles/","/articles/?country=jp&section=world&q=harbour&author=a-b&topic=alpha&source=bay-wire&topic_not=nope","/articles/?country=jp&section=world&q=harbour&author=a-b&topic=alpha&source=bay-wire","/countries/jp/","/topics/alpha/","/authors/a-b/","/2024/","/",ss[3].get_absolute_url(),"/articles.atom?country=jp","/articles.csv?country=jp","/api/v1/articles/"]:
        for _ in range(2):
            if not _:
                from articles.search import index as ix
                ix._opened=None
            with CaptureQueriesContext(connection) as q: r=client.get(a); r.getvalue()
            print(a,r.status_code,len(q))
            if _==1 and a in (ss[3].get_absolute_url(),"/2024/","/countries/jp/","/"):
                for x in q: print("   ",x["sql"][:90], "...", x["sql"][x["sql"].find("FROM"):][:60])
    with CaptureQueriesContext(connection) as q: most_read(5)
    with connection.cursor() as c:
        c.execute("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) "+q[0]["sql"]); print("\n".join(r[0] for r in c.fetchall()))
