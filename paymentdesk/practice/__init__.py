"""The practice shop: a simulated i'mport V1 with Paymentwall behind it, on the loopback interface.

It imports nothing of the rest of the desk: the real gateway talks to it over HTTP, as does any other client.
"""
