"""No way into the inside: what is connected to, recorded at the socket."""

import statistics
import time

import pytest

from articles.fetch import Policy, Robots, Unfetched, fetch, fetch_page, understood
from articles.fetch.fetching import onward_from
from articles.fetch.policy import UNREACHABLE
from articles.fetch.wire import Fault
from tests.website import story

PUBLIC, OTHER = "93.184.215.14", "151.101.1.1"
INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "168.63.129.16", "100.100.100.200",
    "192.0.0.192", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "fe80::1", "fec0::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
]  # fmt: skip
SPELLINGS = [
    "127.1", "0", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.000.000.001", "127.0.0.1.",
    "１２７.０.０.１", "⑯⑨.254.169.254", "127。0。0。1", "localhost", "LOCALHOST", "localhost.", "news.example:22",
    "news.example:0", "news.example:25", "news.example:5432", "news.example:6379", "news.example:8000", "u:p@news.example",
]  # fmt: skip
SCHEMES = [
    "file:///etc/passwd",
    "gopher://h/",
    "ftp://h/",
    "data:text/html,x",
    "dict://h/",
    "jar:http://h!/",
    "unix:/x",
]


@pytest.fixture
def policy(internet):
    internet.name("localhost", ["127.0.0.1", "::1"])
    internet.open.clear()
    internet.name("news.example", [PUBLIC])
    return Policy(resolve=internet.resolve)


def refused(url, policy, **more):
    with pytest.raises(Unfetched) as refusal:
        fetch(url, policy, **more)
    return refusal.value.reason


def bracketed(address):
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_never_connected_to(address, policy, internet):
    assert refused(f"http://{bracketed(address)}/", policy) == UNREACHABLE
    assert internet.reached == []


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_leads_inside(host, policy, internet):
    assert refused(f"http://{host}/", policy)
    assert internet.reached == []


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_means_the_inside_is_never_connected_to(address, policy, internet):
    internet.name("trap.example", [address])
    assert refused("https://trap.example/", policy) == UNREACHABLE
    assert internet.reached == []


@pytest.mark.parametrize(
    "answers", [["10.0.0.1", PUBLIC], [PUBLIC, "10.0.0.1"], [PUBLIC, OTHER, "::1"], ["fd00::1", PUBLIC]]
)
def test_one_address_inside_among_public_ones_is_enough(answers, policy, internet):
    internet.name("trap.example", answers)
    assert refused("http://trap.example/", policy) == UNREACHABLE
    assert internet.reached == []


def test_what_was_judged_is_connected_to_though_the_name_changes_its_mind(policy, internet, website):
    internet.name("trap.example", [PUBLIC], ["127.0.0.1"])
    website.page("/", "hello")
    assert fetch("http://trap.example/", policy).content == b"hello"
    assert internet.reached == [(PUBLIC, 80)]
    assert "Host: trap.example\r\n" in website.asked[0]
    assert refused("http://trap.example/", policy) == UNREACHABLE
    assert internet.reached == [(PUBLIC, 80)]


def test_every_hop_is_looked_up_and_judged_anew(policy, internet, website):
    internet.name("trap.example", [PUBLIC], ["127.0.0.1"])
    website.redirect("/", "/again")
    assert refused("http://trap.example/", policy) == UNREACHABLE
    assert internet.reached == [(PUBLIC, 80)]


def test_the_next_address_is_tried_where_one_is_closed(policy, internet, website):
    internet.name("news.example", [OTHER, PUBLIC])
    internet.open.discard(OTHER)
    website.page("/", "hello")
    assert fetch("http://news.example/", policy).content == b"hello"
    assert internet.reached == [(OTHER, 80), (PUBLIC, 80)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target", [*(f"http://{bracketed(one)}/" for one in INSIDE[:8] + INSIDE[12:16]), *SCHEMES, "//127.0.0.1"]
)
def test_no_redirect_leads_inside(target, status, policy, internet, website):
    website.redirect("/", target, f"{status} Moved")
    assert refused("http://news.example/", policy)
    assert internet.reached == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "location",
    ["http://127.1/", "/\t/127.0.0.1/", "http:\\\\127.0.0.1/", "http://u@news.example/", "http://localhost/"],
)
def test_no_oddity_in_a_location_leads_inside(location, policy, internet, website):
    website.redirect("/", location)
    assert refused("http://news.example/", policy)
    assert internet.reached == [(PUBLIC, 80)]


@pytest.mark.parametrize("way", ["meta", "header"])
@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0x7f.1/", *SCHEMES]
)
def test_no_refresh_leads_inside(target, way, policy, internet, website):
    tag = f'<meta http-equiv="Refresh" content="0; url={target}">' if way == "meta" else ""
    website.page("/", f"<html>{tag}<p>Wait.</p></html>", **({"refresh": f"0; url={target}"} if way == "header" else {}))
    with pytest.raises(Unfetched):
        fetch_page("http://news.example/", policy, Robots(policy))
    assert {address for address, _ in internet.reached} == {PUBLIC}


@pytest.mark.parametrize("link", ['rel="amphtml"', 'rel="canonical"', 'rel="alternate" media="print"'])
def test_no_twin_leads_inside(link, policy, internet, website):
    website.page("/", f'<html><link {link} href="http://127.0.0.1/"><p>Wait.</p></html>')
    assert b"Wait" in fetch_page("http://news.example/", policy, Robots(policy)).content
    assert {address for address, _ in internet.reached} == {PUBLIC}


def test_robots_leads_nowhere_either(policy, internet, website):
    website.redirect("/robots.txt", "http://127.0.0.1/robots.txt")
    website.page("/", story())
    fetch_page("http://news.example/", policy, Robots(policy))
    assert {address for address, _ in internet.reached} == {PUBLIC}


def test_a_step_down_from_https_is_refused():
    with pytest.raises(Fault, match="https to http"):
        onward_from(understood("https://news.example/"), "http://news.example/")


def test_one_place_inside_can_be_allowed(policy, internet, website):
    internet.name("wiki.intranet", ["10.0.0.5"])
    website.page("/", "hello")
    allowing = Policy(allow=frozenset({("wiki.intranet", 8080)}), resolve=internet.resolve)
    assert fetch("http://wiki.intranet:8080/", allowing).content == b"hello"
    assert refused("http://wiki.intranet/", allowing) == UNREACHABLE
    assert refused("http://10.0.0.5:8080/", allowing)
    assert internet.reached == [("10.0.0.5", 8080)]


def test_nobody_outside_can_send_to_the_place_allowed(policy, internet, website):
    internet.name("wiki.intranet", ["10.0.0.5"])
    website.redirect("/", "http://wiki.intranet:8080/secret")
    website.page("/meta", '<meta http-equiv="refresh" content="0;http://wiki.intranet:8080/secret"><p>Wait.</p>')
    website.page("/twin", '<link rel="amphtml" href="http://wiki.intranet:8080/secret"><p>Wait.</p>')
    allowing = Policy(allow=frozenset({("wiki.intranet", 8080)}), resolve=internet.resolve)
    for path in ("/", "/meta"):
        with pytest.raises(Unfetched):
            fetch_page(f"http://news.example{path}", allowing, Robots(allowing))
    fetch_page("http://news.example/twin", allowing, Robots(allowing))
    assert {address for address, _ in internet.reached} == {PUBLIC}


def test_the_place_allowed_may_send_on_within_itself(policy, internet, website):
    internet.name("wiki.intranet", ["10.0.0.5"])
    website.redirect("/", "/home")
    website.page("/home", "hello")
    allowing = Policy(allow=frozenset({("wiki.intranet", 8080)}), resolve=internet.resolve)
    assert fetch("http://wiki.intranet:8080/", allowing).content == b"hello"


def test_open_closed_and_missing_places_cannot_be_told_apart(policy, internet, website):
    internet.name("closed.example", [OTHER])
    internet.open.discard(OTHER)
    internet.name("inside.example", ["127.0.0.1"])
    took, said = {}, set()
    for url in (
        "http://inside.example/",
        "http://127.0.0.1/",
        "http://10.9.9.9/",
        "http://missing.example/",
        "http://closed.example/",
    ):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            said.add(refused(url, policy))
            times.append(time.perf_counter() - began)
        took[url] = statistics.median(times)
    assert said == {UNREACHABLE}
    assert max(took.values()) - min(took.values()) < 0.05


def test_proxies_and_credentials_of_the_environment_are_not_used(policy, internet, website, monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://151.101.1.1:3128")
    (tmp_path / ".netrc").write_text("machine news.example login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    website.page("/", "hello", set_cookie="session=1; Path=/")
    website.redirect("/first", "/", "301 Moved")
    website.pages["/first"] = website.pages["/first"].replace(b"Location", b"Set-Cookie: session=1; Path=/\r\nLocation")
    fetched = fetch("http://news.example/first", policy)
    assert internet.reached == [(PUBLIC, 80), (PUBLIC, 80)]
    for head in website.asked:
        sent = {line.partition(":")[0].lower() for line in head.splitlines()[1:] if line}
        assert sent == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "set-cookie" not in fetched.headers
