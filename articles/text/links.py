"""The canonical form of an address, so that one page has one key however it was linked to."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from and never which page is meant.
_TRACKING = re.compile(
    r"""(?:utm|mtm|pk|piwik|hsa|wt|at|oly|vero|ga|stm|sc)_.+|(?:fb|g|tw|ms|dc|yc|tt|li_fat_|irc|wbra|gbra|s_kwc)l?cid|
    gclid|gclsrc|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|__twitter_impression|
    mkt_tok|cmpid|cmp|icid|ito|ocid|ncid|sr_share|ref_src|ref_url|referrer|ref|smid|smtyp|spref|xtor|xtref|wtmc|wt_mc|wt\.mc_.*|
    partner|rss|feature|share|shared|source_referrer|guccounter|guce_.*|taid|trk|traffic_source|amp|outputtype|output_type|
    cid|mod|src|soc_src|soc_trk|via|from_source|at_medium|at_campaign|ns_.*|__tn__|s_cid|dicbo|fb_ref|fb_source|rc_id""",
    re.VERBOSE | re.IGNORECASE,
)
# Common names that on some sites do choose the page: only taken away where the value is a word of the trade.
_DOUBTFUL = frozenset(
    {"ref", "cid", "mod", "src", "via", "share", "partner", "rss", "feature", "amp", "from", "source", "cmp"}
)
_TRADE_VALUE = re.compile(
    r"""(?:[a-z_.-]*(?:rss|feed|atom|twitter|facebook|fb|whatsapp|telegram|linkedin|reddit|email|mail|newsletter|share|social|home|
    homepage|front|top|nav|related|amp|search|google|bing|push|app|mobile)[a-z_.-]*|1|true|yes|)""",
    re.VERBOSE | re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(?:www\.)?(?:m|mobile|amp|touch|wap)\.(?=[^.]+\.[^.]+)")
_AMP_CACHE = re.compile(r"^[a-z0-9-]+\.cdn\.ampproject\.org$|^www\.google\.[a-z.]+$")
_AMP_PATH = re.compile(r"/amp(?=/?$)|(?<=\.)amp\.(?=html?$)|^/amp(?=/.)")
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[\w.:~%!$&'()*+,;=\-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]+")


def canonical(url: str) -> str:
    """The canonical form of a web address; anything that is none comes back trimmed, and ``canonical`` is idempotent.

    https for http; lower-case ASCII host without "www." mirrors for phones ("m.", "mobile.", "amp."); no default
    port, user name, fragment, tracking parameter, AMP mark or closing slash; query in the order of its names.
    """
    url = _CONTROLS.sub("", url)
    for _ in range(5):
        before, url = url, _once(url)
        if url == before:
            break
    return url


def digest(url: str) -> bytes:
    """SHA-256 of the canonical form: a key of fixed size for addresses of any length."""
    return hashlib.sha256(canonical(url).encode()).digest()


def absolute(url: str, base: str = "") -> str:
    """``url`` completed with the address of its page; "" unless the result is an http or https address."""
    url = _CONTROLS.sub("", url)
    try:
        full = urljoin(base, url) if base else url
        parts = urlsplit(full)
        return full if parts.scheme in _PORTS and parts.hostname else ""
    except ValueError:
        return ""


def _once(url: str) -> str:
    try:
        parts = urlsplit(url if _SCHEME.match(url) else f"https:{url}" if url.startswith("//") else url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in _PORTS or not parts.hostname:
        return url
    host = _host(parts.hostname)
    if not _HOST.fullmatch(host):
        return url
    if cached := _AMP_CACHE.match(host) and re.match(r"/(?:amp|[cv])/(?:s/)?([^/]+\.[^/]+/.*)", parts.path):
        return f"https://{cached[1]}" + (f"?{parts.query}" if parts.query else "")
    host = _MOBILE_HOST.sub("", host)
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit(("https", netloc, _path(parts.path), _query(parts.query), ""))


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return host


def _path(path: str) -> str:
    path = quote(unquote(path, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe="/!$&'()*+,;=:@~-._")
    trailing = posixpath.normpath(path) if path else ""
    path = re.sub(r"^/+", "/", trailing).rstrip("/") if trailing != "." else ""
    path = _AMP_PATH.sub("", path).rstrip("/")
    return "" if path == "/" else path


def _query(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=200, errors="surrogateescape")
    except ValueError:
        return query
    kept = sorted(pair for pair in pairs if not _tracks(*pair))
    return urlencode(kept, errors="surrogateescape")


def _tracks(name: str, value: str) -> bool:
    if not _TRACKING.fullmatch(name):
        return False
    return name.lower() not in _DOUBTFUL or bool(_TRADE_VALUE.fullmatch(value))
