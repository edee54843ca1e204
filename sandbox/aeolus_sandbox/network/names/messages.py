"""DNS messages: a question in, an answer out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from dns.name import root as ROOT

from aeolus_sandbox.network.names.zone import Zone, resolve

# Asks elsewhere for a name that is not known here; answers None when nobody can say.
Upstream = Callable[[dns.message.Message], dns.message.Message | None]
_PLAIN_UDP = 512  # RFC 1035, 4.2.1


def respond(
    zones: Sequence[Zone], wire: bytes, upstream: Upstream | None, udp: bool = True
) -> bytes | None:
    """Return the answer to a question as it came; None for what is none.

    What is not known in these zones is asked `upstream`; without, no such name exists, which is
    said at once rather than left to time out.
    """
    try:
        query = dns.message.from_wire(wire)
        response = _response(zones, query, upstream)
    except dns.exception.DNSException:
        return None
    limit = max(query.payload, _PLAIN_UDP) if udp else 0xFFFF
    try:
        return response.to_wire(max_size=limit)
    except dns.exception.TooBig:
        # RFC 2181, 9: to be asked again by TCP.
        cut = dns.message.make_response(query)
        cut.flags |= dns.flags.TC
        return cut.to_wire()


def _response(
    zones: Sequence[Zone], query: dns.message.Message, upstream: Upstream | None
) -> dns.message.Message:
    response = dns.message.make_response(query, recursion_available=True)
    if len(query.question) != 1:
        response.set_rcode(dns.rcode.FORMERR)
        return response
    question = query.question[0]
    name = question.name.to_text(omit_final_dot=True).lower()
    answer = resolve(zones, name, dns.rdatatype.to_text(question.rdtype))
    if not answer.known and not answer.records and upstream:
        found = upstream(query)
        if found is None:
            response.set_rcode(dns.rcode.SERVFAIL)
        return found or response
    for owner, kind, record in answer.records:
        head = (f"{owner}.", record.ttl, "IN", kind)
        # Route 53 takes a name as a whole one, with or without the dot at its end.
        lines = dns.rrset.from_text_list(*head, record.values, origin=ROOT, relativize=False)
        response.answer.append(lines)
    if not answer.exists:
        response.set_rcode(dns.rcode.NXDOMAIN)
    return response
