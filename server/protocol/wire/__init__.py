"""Mithaq's HTTP/1.1 server: an event loop for the sockets, threads for the answers.

Why not one of the usual WSGI servers: measured with raw sockets on two shared cores, one process
each, 8 connections, answers that cost nothing (the native Oxigraph server: 20,800 requests/s on a
point query):

==============================================  ============  ============  ==========
what                                            granian 2.8   waitress 3.0  this
==============================================  ============  ============  ==========
answer that breaks off never looks complete     no (ends ok)  yes           yes
honest request beside 200 unfinished bodies     stuck         0.05 s        0.002 s
honest request beside 200 clients not reading   stuck         stuck         0.02 s (1)
unread body leaves the next request unharmed    closes        yes           yes
Content-Length together with chunked refused    no            no            yes
408 for a body that does not arrive             no            no            yes
413, 414, 431 as problem documents              no            no            yes
answers a second                                31,600        5,700         14,000 (2)
==============================================  ============  ============  ==========

(1) From another address, three seconds after the 200 asked for 50,000 rows each; 1.3 s while all of
them are being computed. (2) Through a thread, as pages are; 24,000 to 40,000 where a known query
comes again byte by byte, which granian and waitress leave to the application.

Light queries are asked in the event loop (`server.engine.courier`): through a thread and back
8 clients got 2,400 point queries a second out of it, without 4,500, in runs in which the native
server gave 18,000 to 22,000. An event loop written in C (uvloop 0.23) made no difference that
could be told from noise, so there is none.

The parts: `head` and `body` parse, strictly; `connection` is one client's conversation; `sending`
sends one answer; `replies` repeats known ones; `threads` runs what may block; `journal` writes the
access log; `lender` lends connections and `direct` is what workers say on them; `front` is what
connections share; `listener` opens the port and stops in good order.

HTTP/1.1: https://www.rfc-editor.org/rfc/rfc9112
"""
