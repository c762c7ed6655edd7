"""Views: pages whose lines lead to passages, each a function from a dossier, a cursor and a width to lines."""
