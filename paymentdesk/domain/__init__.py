"""What the desk knows about money, with no Qt, HTTP, SQL, clock or file in it."""
