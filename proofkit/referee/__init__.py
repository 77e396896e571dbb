"""A second look at certificates, by other means than those that made them."""
