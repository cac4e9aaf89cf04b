"""What the network raises, by the names that failures have in our records."""

import os
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import aiohttp

from crawler.troubles import Trouble
from policy.model.captures import Failure


@contextmanager
def named_troubles(refused: Sequence[str]) -> Iterator[None]:
    """Whatever the network raises leaves as Trouble with the name of the failure; `refused` fills with what
    the address guard opened no socket for."""
    try:
        yield
    except aiohttp.ClientConnectorDNSError as error:
        raise Trouble(Failure.DNS, f"the name {error.host} has no address: {words_of(error.os_error)}") from error
    except (aiohttp.ClientSSLError, ssl.SSLError) as error:
        raise Trouble(Failure.TLS, f"no trusted connection: {words_of(error)}") from error
    except aiohttp.ServerTimeoutError as error:
        raise Trouble(Failure.CONNECT, "no connection within the time limit") from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise Trouble(Failure.ADDRESS, "this is not an address that can be fetched") from error
    except aiohttp.ClientConnectorError as error:
        if refused:
            raise Trouble(Failure.ADDRESS, f"the address guard refused {', '.join(refused)}") from error
        raise Trouble(Failure.CONNECT, f"no connection: {words_of(error.os_error)}") from error
    except UnicodeError as error:
        raise Trouble(Failure.DNS, f"the host name is malformed: {error}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise Trouble(Failure.TRANSPORT, f"the exchange broke off: {words_of(error)}") from error


def words_of(error: Exception) -> str:
    """What the system says of an error, the same each time: without numbers, addresses and Python's own names."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return words_of(error.certificate_error)
        case aiohttp.ClientConnectorError():
            return words_of(error.os_error)
        case ssl.SSLCertVerificationError():
            return error.verify_message
        case ssl.SSLError() if error.reason:
            return error.reason.lower().replace("_", " ")
        case socket.gaierror():
            return error.strerror or "unknown"  # its numbers are the resolver's, not the system's
        case OSError() if error.errno:
            return os.strerror(error.errno)
        case aiohttp.ClientConnectionError() | aiohttp.ClientPayloadError():
            return "the server ended it too early"
        case OSError():
            return "none of its addresses answered"
    return str(error)
