"""A saved e-mail as a report: its text, and who sent it when with which subject."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from geo.errors import InputError
from geo.model import Report
from geo.reports.dates import date_of
from geo.reports.feed import plain_text
from geo.reports.furniture import furniture
from geo.reports.text import check_length, read_bytes


def from_mail(path: Path, report_id: str) -> Report:
    """Report of an ``.eml`` file; `text` is the plain body, else the HTML one as text; attachments are not read.

    The sender is the source, and the day on which it was sent the date: in the
    sender's own time, as "Tuesday" in the body is.
    """
    data, name = read_bytes(path), str(path)
    message = email.message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if body is None or not message.keys():
        raise InputError(name, "no e-mail with a text", "save it as .txt")
    try:
        text = body.get_content()
    except (LookupError, UnicodeError):
        raise InputError(name, f"its text is in an unknown encoding ({body.get_content_charset()})", "save it as .txt") from None
    text = plain_text(text) if body.get_content_subtype() == "html" else text
    text = re.sub(r"\r\n?", "\n", text).replace("\ufeff", "").strip()
    if not text:
        raise InputError(name, "an e-mail without a text", "save what it encloses, and give that")
    check_length(text, name)
    sender, address = parseaddr(str(message.get("From", "")))
    sent = getattr(message.get("Date"), "datetime", None)
    return Report(id=report_id, text=text, date=sent.date() if sent else date_of(text, path.stem),
                  title=" ".join(str(message.get("Subject", "")).split()) or None, source=sender or address or path.name,
                  furniture=furniture(text))
