"""Mails made at run time."""

from email.message import EmailMessage


def mail(subject: str, text: str, *files: tuple[str, bytes], html: str | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "招商局 <zs@example.org>"
    message["Date"] = "Mon, 20 May 2024 09:30:00 +0800"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
