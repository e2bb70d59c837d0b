"""The query engine: confined worker processes over one release, and the pool that feeds them."""
