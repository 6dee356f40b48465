from django.db import migrations

from jatigi.governance.frameworks.freezing import FreezePublished


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]

    operations = [FreezePublished()]
