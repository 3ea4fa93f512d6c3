const openAes = `Windows: Installieren Sie 7-Zip (https://www.7-zip.org). Klicken Sie mit der rechten Maustaste auf die Datei, wählen
  Sie „7-Zip“, dann „Hier entpacken“, und geben Sie das Passwort ein. Ein Doppelklick genügt nicht: Windows selbst
  kann diese Verschlüsselung nicht öffnen.
macOS: Installieren Sie Keka (https://www.keka.io) oder The Unarchiver (https://theunarchiver.com), öffnen Sie die Datei
  damit und geben Sie das Passwort ein.
Linux: Installieren Sie p7zip (Paket p7zip-full oder 7zip) und rufen Sie auf: 7z x DATEI.zip
Handy oder Tablet: Nehmen Sie eine App, die AES-verschlüsselte Zip-Dateien öffnet, zum Beispiel ZArchiver (Android) oder
  iZip (iPhone). Ein Computer ist besser geeignet: Die Dateien sind groß.`;

const openZipcrypto = `Windows: Doppelklicken Sie auf die Datei, wählen Sie „Alle extrahieren“ und geben Sie das Passwort ein.
macOS: Doppelklicken Sie auf die Datei und geben Sie das Passwort ein.
Linux: Öffnen Sie die Datei im Dateimanager, oder rufen Sie auf: unzip DATEI.zip
Handy oder Tablet: Nehmen Sie eine App, die Zip-Dateien mit Passwort öffnet, zum Beispiel ZArchiver (Android) oder iZip
  (iPhone). Ein Computer ist besser geeignet: Die Dateien sind groß.`;

/** The German mail. */
export function germanMail(encryption: "aes-256" | "zipcrypto", linkPassword: boolean): string {
  return `Betreff: Ihre MRT-Aufnahme steht zum Herunterladen bereit

Guten Tag {name},

vielen Dank, dass Sie an unserer Studie teilgenommen haben. Die Bilder Ihrer MRT-Untersuchung können Sie hier
herunterladen:

{url}

Der Link funktioniert bis einschließlich {expire_text} ({expire}). Bitte speichern Sie die Datei vor Ablauf dieses Tages.

Die Datei ist ein verschlüsseltes Zip-Archiv. Das Passwort erhalten Sie getrennt auf einem anderen Weg als dieser E-Mail.${
    linkPassword
      ? "\nAuch die Seite zum Herunterladen fragt nach einem Passwort. Es kommt in derselben Nachricht."
      : ""
  }

So öffnen Sie die Datei

${encryption === "aes-256" ? openAes : openZipcrypto}

So sehen Sie die Bilder an

Das Archiv enthält Bilder im Format NIfTI (.nii oder .nii.gz). MRIcroGL (https://www.nitrc.org/projects/mricrogl) zeigt
sie unter Windows, macOS und Linux kostenlos an.

Die Bilder wurden für die Forschung aufgenommen und nicht für eine Diagnose. Bei Fragen hilft Ihnen {contact} gern weiter.

Mit freundlichen Grüßen
`;
}

/** The German text for the other channel. */
export function germanSecret(password: string, linkPassword: string): string {
  const link =
    linkPassword !== "" && linkPassword !== password ? `Passwort der Download-Seite: ${linkPassword}\n` : "";
  const both =
    linkPassword !== "" && linkPassword === password
      ? " Die Download-Seite fragt nach demselben Passwort."
      : "";
  return `Guten Tag! Dies ist das Passwort für die Zip-Datei mit Ihren MRT-Bildern. Der Link kommt per E-Mail.${both}\n\n${link}Passwort der Zip-Datei: ${password}\n`;
}
