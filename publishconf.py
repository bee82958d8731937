"""Settings of the published site: addresses are those of ``territory.yaml: url``."""

from maillage.conf import pelican_settings

globals().update(pelican_settings(__file__, publish=True))
