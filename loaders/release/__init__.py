"""A release: an immutable directory of store, dumps, reports and manifest, and how it is made.

`loaders.release.opening.open_release` opens one; `loaders.release.build.build_release` makes one.
"""
