"""Mithaq's HTTP/1.1 server: an event loop for the sockets, threads for the answers.

Why not one of the usual WSGI servers: measured with raw sockets on the machine that made this, one
process each, 8 connections, trivial answers (native Oxigraph: 20,800 requests/s on a point query).

===============================================  ============  ============  ==========
what                                             granian 2.8   waitress 3.0  this
===============================================  ============  ============  ==========
answer that breaks off never looks complete      no (ends ok)  yes           yes
honest request beside 200 unfinished bodies      stuck         0.05 s        see tests
honest request beside 200 clients not reading    stuck         stuck         see tests
unread body leaves the next request unharmed     closes        yes           yes
Content-Length together with chunked refused     no            no            yes
408 for a body that does not arrive              no            no            yes
413, 414, 431 as problem documents               no            no            yes
trivial answers a second                         31,600        5,700         see README
===============================================  ============  ============  ==========

The parts: `head` and `body` parse, strictly; `connection` is one client's conversation; `sending`
sends one answer; `replies` repeats known ones; `threads` runs what may block; `journal` writes the
access log; `front` is what connections share; `listener` opens the port and stops in good order.

HTTP/1.1: https://www.rfc-editor.org/rfc/rfc9112
"""
