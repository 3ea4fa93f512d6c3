const openAes = `Windows: install 7-Zip (https://www.7-zip.org). Right-click the file, choose “7-Zip”, then “Extract here”,
  and type the password. Double-clicking is not enough: Windows itself cannot open this kind of encryption.
macOS: install Keka (https://www.keka.io) or The Unarchiver (https://theunarchiver.com), open the file with it, and
  type the password.
Linux: install p7zip (package p7zip-full or 7zip), then run: 7z x FILE.zip
Phone or tablet: use an app that opens AES-encrypted zip files, for example ZArchiver on Android or iZip on iPhone.
  A computer is better suited: the files are large.`;

const openZipcrypto = `Windows: double-click the file, choose “Extract all”, and type the password.
macOS: double-click the file and type the password.
Linux: open it with your file manager, or run: unzip FILE.zip
Phone or tablet: use an app that opens zip files with a password, for example ZArchiver on Android or iZip on iPhone.
  A computer is better suited: the files are large.`;

/** The English mail. */
export function englishMail(encryption: "aes-256" | "zipcrypto", linkPassword: boolean): string {
  return `Subject: Your MRI scan is ready to download

Hello {name},

thank you for taking part in our study. You can download the images of your MRI scan here:

{url}

The link works up to and including {expire_text} ({expire}). Please save the file before that day ends.

The file is an encrypted zip archive. You receive the password separately, on another way than this e-mail.${
    linkPassword ? "\nThe download page also asks for a password. It comes in the same message." : ""
  }

How to open the file

${encryption === "aes-256" ? openAes : openZipcrypto}

How to look at the images

The archive holds images in the format NIfTI (.nii or .nii.gz). MRIcroGL (https://www.nitrc.org/projects/mricrogl) shows
them on Windows, macOS and Linux, free of charge.

The images were made for research, not for a diagnosis. If you have questions, please ask {contact}.

Kind regards
`;
}

/** The English text for the other channel. */
export function englishSecret(password: string, linkPassword: string): string {
  const link =
    linkPassword !== "" && linkPassword !== password
      ? `Password of the download page: ${linkPassword}\n`
      : "";
  const both =
    linkPassword !== "" && linkPassword === password ? " The download page asks for the same password." : "";
  return `Hello! This is the password for the zip file with your MRI images. The link comes by e-mail.${both}\n\n${link}Password of the zip file: ${password}\n`;
}
