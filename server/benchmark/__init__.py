"""Benchmarks of the endpoint beside its peers: same data, same machine, same run.

``generate`` makes graphs of the ontology's own shape, ``workload`` holds the query classes,
``load`` drives an endpoint over HTTP, ``contenders`` starts and stops the servers, and ``report``
prints what was measured as ratios to the native Oxigraph server.
"""
