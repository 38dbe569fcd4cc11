"""A real SMTP server for tests. Says its port, then each mail that it took, a line of JSON each.

Whom it refuses stands in the address: never@ for good, laterN@ N times, slow@ it keeps waiting, full@ after the data.
Arguments: the port (0: a free one), `auth` where a login (user, secret) is needed, and for TLS from the first byte on
`tls=<certificate>,<key>`, or `starttls=<certificate>,<key>` where nothing is taken before it.
"""

import asyncio
import json
import re
import ssl
import sys
from collections import Counter

from aiosmtpd.smtp import SMTP, AuthResult

said = Counter()


def say(line):
    print(json.dumps(line), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        later = re.fullmatch(r"later(\d+)", local)
        said[address] += 1
        if local == "never":
            return "550 5.1.1 no such user here"
        if later and said[address] <= int(later[1]):
            return "451 4.7.1 greylisted, come again"
        if local == "slow":
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("full@"):
            return "552 5.2.2 mailbox full"
        is_tls = server.transport.get_extra_info("ssl_object") is not None
        say({"to": envelope.rcpt_tos, "user": session.auth_data, "tls": is_tls, "data": envelope.content.decode("utf-8", "replace")})
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    is_right = (data.login, data.password) == (b"user", b"secret")
    return AuthResult(success=is_right, handled=False, auth_data=data.login.decode())


def context(word):
    for option in sys.argv[2:]:
        if option.startswith(word + "="):
            made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            made.load_cert_chain(*option.removeprefix(word + "=").split(","))
            return made
    return None


async def main():
    needs_login = "auth" in sys.argv[2:]
    options = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False} if needs_login else {}
    if starttls := context("starttls"):
        options |= {"tls_context": starttls, "require_starttls": True}
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # Whoever does not trust the certificate hangs up.
    make = lambda: SMTP(Handler(), **options)  # noqa: E731
    server = await loop.create_server(make, "127.0.0.1", int(sys.argv[1]), ssl=context("tls"))
    say({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


asyncio.run(main())
