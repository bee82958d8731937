"""Pure questions over records and the network: where, when, who. Nothing here reads a file or a clock."""
