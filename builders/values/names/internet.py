"""Texts of the net and of files. Hosts are those that nobody owns (RFC 2606), addresses
those of private nets (RFC 1918) and of documentation (RFC 3849)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from builders.draws.choices import Pick
from builders.draws.computed import Computed, Of
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Padded, Text
from builders.draws.uuids import Uuid
from builders.draws.words import At
from builders.values.digests import hex_digits, token
from builders.values.names.asking import Asking
from builders.values.names.titles import slug_of_a_thing
from builders.values.vocabulary.people import EMAIL_DOMAINS

_FILES: Final = {
    "csv": "text/csv",
    "gif": "image/gif",
    "html": "text/html",
    "jpg": "image/jpeg",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Extensions of files, and their media types: as many of both, so that one lane draws a pair."""
_EXTENSIONS: Final = Pick(tuple(_FILES))
_MIME_TYPES: Final = Pick(tuple(_FILES.values()))
_BROWSERS: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
    "Safari/537.36",
)
_DOMAINS: Final = Pick(EMAIL_DOMAINS)
_LETTER: Final = Pick(tuple("abcdefghijklmnopqrstuvwxyz"))
_SHORT_URLS: Final = (
    Text(("https://", _LETTER, ".test/", Integer(0, 99))),
    Text(("https://", _LETTER, ".test")),
    Text(("http://", _LETTER, ".test")),
)
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


def slug_word(asking: Asking) -> Draw:
    return asking.words.slugs()


def _machine_name(asking: Asking) -> Iterable[Draw]:
    word = slug_word(asking)
    return Text((word, "-", word)), word


def _identifier(asking: Asking) -> Iterable[Draw]:
    word = slug_word(asking)
    return Text((word, "_", word)), word


def _domain(asking: Asking) -> Iterable[Draw]:
    return Text((slug_word(asking), ".", _DOMAINS)), _DOMAINS, Text((_LETTER, ".test"))


def _url(asking: Asking) -> Iterable[Draw]:
    return (
        Text(("https://www.", _DOMAINS, "/", slug_word(asking), "/", slug_word(asking))),
        Text(("https://", _DOMAINS, "/", slug_word(asking))),
        Text(("https://", _DOMAINS)),
        *_SHORT_URLS,
    )


def _image(asking: Asking) -> Iterable[Draw]:
    return [Text(("https://www.", _DOMAINS, "/images/", slug_word(asking), ".png")), *_url(asking)]


def _ipv4(asking: Asking) -> Iterable[Draw]:
    return [Text(("10.", Integer(0, 255), ".", Integer(0, 255), ".", Integer(1, 254)))]


def _ipv6(asking: Asking) -> Iterable[Draw]:
    group = Of("{:x}".format, Integer(1, 65535))
    return [Text(("2001:db8:", group, ":", group, "::", group))]


def _mac(asking: Asking) -> Iterable[Draw]:
    # The second digit says that nobody has been given this address.
    return [Computed(_mac_of)]


def _mac_of(state: int) -> str:
    digits = hex_digits(10)(state)
    return ":".join(("02", *(digits[start : start + 2] for start in range(0, 10, 2))))


def _file_name(asking: Asking) -> Iterable[Draw]:
    return [Text((_stem(asking), ".", _extension(asking)))]


def _stem(asking: Asking) -> Draw:
    return At(f"{asking.file}~stem", slug_word(asking))


def _extension(asking: Asking) -> Draw:
    return At(f"{asking.file}~extension", _EXTENSIONS)


def _mime_type(asking: Asking) -> Iterable[Draw]:
    return [At(f"{asking.file}~extension", _MIME_TYPES)]


def _path(asking: Asking) -> Iterable[Draw]:
    return [Text(("/", slug_word(asking), "/", _stem(asking), ".", _extension(asking))), *_file_name(asking)]


def _version(asking: Asking) -> Iterable[Draw]:
    return [Text((Integer(0, 9), ".", Integer(0, 19), ".", Integer(0, 19)))]


def _always(*draws: Draw) -> Callable[[Asking], Iterable[Draw]]:
    return lambda asking: draws


def _hex(length: int) -> Callable[[Asking], Iterable[Draw]]:
    return _always(Computed(hex_digits(length), (length, length)))


_TOKENS: Final = _always(*(Computed(token(length), (length, length)) for length in (32, 24, 16, 12)))
_SHA256: Final = _hex(64)
_IP: Final = _ipv4
_TEXT_UUID: Final = _always(
    Of(str, Uuid(), (36, 36)), *(Computed(hex_digits(length), (length, length)) for length in (32, 24, 16, 12, 8))
)
_CODE: Final = _always(
    Text((Pick(("AB", "CX", "DK", "FN", "HT", "KM", "PR", "QS", "TW", "VZ")), "-", Padded(Integer(0, 999999), 6)))
)

INTERNET: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = {
    **dict.fromkeys(("slug", "permalink", "identifier slug"), slug_of_a_thing),
    **dict.fromkeys(
        ("namespace", "bucket", "cluster", "branch", "repository", "repo", "queue", "image name"), _machine_name
    ),
    **dict.fromkeys(("table name", "column name", "schema name", "index name", "field name", "database"), _identifier),
    "hex color": _always(Of("#{:06x}".format, Integer(0, 0xFFFFFF), (7, 7))),
    **dict.fromkeys(("domain", "domain name", "hostname", "host", "host name", "server name", "fqdn"), _domain),
    **dict.fromkeys(
        ("url", "uri", "website", "web site", "homepage", "link", "href", "site", "endpoint", "origin"), _url
    ),
    **dict.fromkeys(
        ("base url", "callback url", "webhook", "webhook url", "redirect uri", "referrer", "referer"), _url
    ),
    **dict.fromkeys(
        ("avatar", "image", "photo", "picture", "thumbnail", "logo", "icon", "image url", "avatar url"), _image
    ),
    **dict.fromkeys(("photo url", "picture url", "logo url", "thumbnail url", "icon url"), _image),
    **dict.fromkeys(("ip", "ip address", "ip addr", "ipv4", "ipv 4", "remote addr", "client ip"), _IP),
    **dict.fromkeys(("ipv6", "ipv 6"), _ipv6),
    **dict.fromkeys(("mac", "mac address"), _mac),
    **dict.fromkeys(("user agent", "useragent", "browser"), _always(Pick(_BROWSERS))),
    **dict.fromkeys(("mime type", "mimetype", "content type", "media type", "mime"), _mime_type),
    "file type": lambda asking: [_extension(asking)],
    **dict.fromkeys(("file name", "filename", "file", "attachment", "original name"), _file_name),
    **dict.fromkeys(("file path", "filepath", "path", "storage path", "object key"), _path),
    **dict.fromkeys(("extension", "file extension"), lambda asking: [_extension(asking)]),
    **dict.fromkeys(("token", "secret", "password", "api key", "passphrase", "access token", "refresh token"), _TOKENS),
    **dict.fromkeys(("cursor", "page token", "continuation", "sync token", "bookmark"), _TOKENS),
    **dict.fromkeys(("secret key", "client secret", "nonce", "salt", "csrf", "session key", "signature"), _TOKENS),
    **dict.fromkeys(("hash", "sha 256", "sha256", "checksum", "digest", "password hash", "fingerprint"), _SHA256),
    **dict.fromkeys(("hashed password", "token hash", "password digest"), _SHA256),
    **dict.fromkeys(("hashed key", "key hash", "hashed token", "hashed secret", "secret hash"), _SHA256),
    **dict.fromkeys(("sha 1", "sha1", "commit", "commit hash", "commit sha", "revision"), _hex(40)),
    **dict.fromkeys(("md 5", "md5", "etag", "trace id", "request id hex"), _hex(32)),
    "span id": _hex(16),
    **dict.fromkeys(("version", "version number", "semver", "app version"), _version),
    **dict.fromkeys(("method", "http method", "verb"), _always(Pick(_METHODS))),
    **dict.fromkeys(("id", "uuid", "guid", "uid", "pk", "uuid str"), _TEXT_UUID),
    **dict.fromkeys(("sku", "code", "reference", "order number", "invoice number", "number", "serial number"), _CODE),
    **dict.fromkeys(("ref", "tracking number", "account number", "ticket", "part number"), _CODE),
}
"""By the last words of the name; to draws, the richest first."""
KEYS: Final[dict[str, Callable[[Asking], Iterable[Draw]]]] = dict.fromkeys(("key", "value"), _TOKENS)
"""The same in a class of keys and tokens."""
