# For winget: three files, version 1.6 of its schema, as they go to microsoft/winget-pkgs.

setup=syncmend-$version-windows-x86_64-setup.exe
msi=syncmend-$version-windows-x86_64.msi
package=Syncmend.Syncmend
place=winget/manifests/s/Syncmend/Syncmend/$version
schema='# yaml-language-server: $schema=https://aka.ms/winget-manifest'

if is_made "$setup" && is_made "$msi"; then
    # Another one with each version, as an update needs.
    product_code=$(msiinfo export "$packages/$msi" Property | tr --delete '\r' |
        sed --quiet 's/^ProductCode\t//p')
    upgrade_code=$(msiinfo export "$packages/$msi" Property | tr --delete '\r' |
        sed --quiet 's/^UpgradeCode\t//p')

    write "$place/$package.yaml" <<END
$schema.version.1.6.0.schema.json
PackageIdentifier: $package
PackageVersion: $version
DefaultLocale: en-US
ManifestType: version
ManifestVersion: 1.6.0
END

    write "$place/$package.installer.yaml" <<END
$schema.installer.1.6.0.schema.json
PackageIdentifier: $package
PackageVersion: $version
MinimumOSVersion: 10.0.17763.0
UpgradeBehavior: install
Commands:
- syncmend
Installers:
- Architecture: x64
  InstallerType: nullsoft
  Scope: user
  InstallerUrl: $downloads/$setup
  InstallerSha256: $(checksum "$setup" | tr '[:lower:]' '[:upper:]')
  ProductCode: Syncmend
  # Syncmend is open: it ends with 2 and changes nothing.
  ExpectedReturnCodes:
  - InstallerReturnCode: 2
    ReturnResponse: packageInUse
- Architecture: x64
  InstallerType: wix
  Scope: machine
  InstallerUrl: $downloads/$msi
  InstallerSha256: $(checksum "$msi" | tr '[:lower:]' '[:upper:]')
  ProductCode: '$product_code'
  AppsAndFeaturesEntries:
  - ProductCode: '$product_code'
    UpgradeCode: '$upgrade_code'
    InstallerType: wix
ManifestType: installer
ManifestVersion: 1.6.0
END

    write "$place/$package.locale.en-US.yaml" <<END
$schema.defaultLocale.1.6.0.schema.json
PackageIdentifier: $package
PackageVersion: $version
PackageLocale: en-US
Publisher: Syncmend
PublisherUrl: $repository
PublisherSupportUrl: $repository/issues
PackageName: Syncmend
PackageUrl: $repository
License: MIT OR Apache-2.0
LicenseUrl: $repository/blob/v$version/LICENSE-MIT
ShortDescription: $summary
Description: >-
  For helpdesk technicians: turns what a customer reports into the most likely causes, asks the question
  that helps most, and walks through the fix. What was done is kept per ticket, on this computer, and
  leaves as a checklist. Syncmend opens no network connection, unless a team shares its tickets through a
  database of its own.
Moniker: syncmend
Tags:
- google-workspace
- helpdesk
- jumpcloud
- support
ReleaseNotesUrl: $repository/releases/tag/v$version
ManifestType: defaultLocale
ManifestVersion: 1.6.0
END
fi
