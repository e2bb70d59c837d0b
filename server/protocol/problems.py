"""Errors as answers: problem documents, and a page for browsers.

RFC 9457: https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import json
import re
from html import escape

from loaders.errors import MithaqError, ServiceError, Unavailable
from server.protocol.message import Reply, whole
from server.protocol.negotiation import Offer, choose

PROBLEM_JSON = "application/problem+json"
_OFFERS = (
    Offer(PROBLEM_JSON, ("application/json",)),
    Offer("text/html", ("application/xhtml+xml",)),
    Offer("text/plain"),
)
_RETRY_SECONDS = "2"
_ARABIC_TITLES = {
    400: "طلب غير صحيح",
    404: "غير موجود",
    405: "طريقة غير مسموح بها",
    406: "لا توجد صيغة مقبولة",
    408: "انتهت مهلة الطلب",
    412: "شرط الطلب غير متحقق",
    413: "المحتوى أكبر من المسموح",
    414: "العنوان أطول من المسموح",
    415: "نوع المحتوى غير مدعوم",
    429: "طلبات أكثر من المسموح",
    431: "ترويسات الطلب أكبر من المسموح",
    500: "خطأ داخلي",
    501: "استعلام غير مدعوم",
    503: "الخدمة غير متاحة الآن",
}


def problem_type(error: type[ServiceError]) -> str:
    """Return the relative address that identifies the kind of problem.

    >>> problem_type(ServiceError)
    '/problems/service-error'
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__)
    return f"/problems/{words.lower()}"


def problem_document(error: ServiceError, instance: str) -> dict[str, object]:
    """Return the problem document: standard members, then position, excerpt and remedy if known.

    :param instance: the path that was asked, without its query string.
    """
    document: dict[str, object] = {
        "type": problem_type(type(error)),
        "title": error.title,
        "status": error.status,
        "detail": error.what,
        "instance": instance,
    }
    if error.position is not None:
        line, column = error.position
        document["position"] = {"line": line, "column": column}
    if error.excerpt:
        document["excerpt"] = error.excerpt
    if error.remedy:
        document["remedy"] = error.remedy
    return document


def as_service_error(error: BaseException) -> ServiceError:
    """Return `error` as one that may be shown; what is not meant for users stays unsaid."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, MithaqError):
        return Unavailable(
            "There is no release of the graph to answer from.", remedy="Try again later."
        )
    return ServiceError(
        "The service failed on this request.", remedy="Try again; if it stays, report the address."
    )


def problem_reply(error: ServiceError, instance: str, accept: str | None) -> Reply:
    """Return the answer for `error` in the form that the client likes best."""
    try:
        choice = choose(accept, _OFFERS)
    except ServiceError:
        choice = None
    media_type = choice.offer.media_type if choice is not None else PROBLEM_JSON
    document = problem_document(error, instance)
    if media_type == "text/html":
        body, label = _page(document), "text/html; charset=utf-8"
    elif media_type == "text/plain":
        body, label = _plain(document), "text/plain; charset=utf-8"
    else:
        body, label = json.dumps(document, ensure_ascii=False), PROBLEM_JSON
    headers = [*error.headers.items(), ("Cache-Control", "no-store")]
    if error.status in (429, 503) and "Retry-After" not in error.headers:
        headers.append(("Retry-After", _RETRY_SECONDS))
    return whole(error.status, label, body.encode(), *headers)


def _plain(document: dict[str, object]) -> str:
    lines = [f"{document['status']} {document['title']}", str(document["detail"])]
    position = document.get("position")
    if isinstance(position, dict):
        lines.append(f"Line {position['line']}, column {position['column']}:")
    lines += [str(document[key]) for key in ("excerpt", "remedy") if key in document]
    return "\n".join(lines) + "\n"


def _page(document: dict[str, object]) -> str:
    """Return the plain page that needs no template, so that it works whatever else is broken."""
    status = document["status"]
    arabic = _ARABIC_TITLES.get(status if isinstance(status, int) else 500, _ARABIC_TITLES[500])
    position = document.get("position")
    place = ""
    if isinstance(position, dict):
        place = f"<p>Line {position['line']}, column {position['column']}</p>"
    excerpt = document.get("excerpt")
    if excerpt:
        place += f'<pre dir="ltr"><code>{escape(str(excerpt))}</code></pre>'
    remedy = document.get("remedy")
    advice = f"<p>{escape(str(remedy))}</p>" if remedy else ""
    return (
        '<!doctype html>\n<html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{status} {escape(str(document['title']))}</title></head><body><main>"
        f'<h1>{status} {escape(str(document["title"]))} <span lang="ar" dir="rtl">{arabic}</span>'
        f"</h1><p>{escape(str(document['detail']))}</p>{place}{advice}"
        '<p><a href="/">Mithaq</a> · <a href="/?lang=ar" lang="ar" dir="rtl">ميثاق</a>'
        "</p></main></body></html>\n"
    )
