"""``maillage serve``: the site of this machine, made anew while one writes."""
