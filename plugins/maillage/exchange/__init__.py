"""One module per format: each turns the network into what others read, or what others wrote into our records."""
