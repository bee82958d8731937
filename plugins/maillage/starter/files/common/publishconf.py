from maillage.conf import pelican_settings

globals().update(pelican_settings(__file__, publish=True))
