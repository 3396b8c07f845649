"""The project: settings, addresses, the development database and the processes that serve it."""
