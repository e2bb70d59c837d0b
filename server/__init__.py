"""A release to its users: query workers, protocol, pages, command line."""
