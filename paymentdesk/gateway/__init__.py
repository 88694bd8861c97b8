"""The only way to i'mport: one HTTP client, its token, and the shapes on the wire."""
