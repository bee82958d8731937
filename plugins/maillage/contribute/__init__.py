"""What people send and how they are answered: messages read as data, records written, words given back. No network, no clock."""
