# For Scoop: the portable folder. Its tickets stay over updates (`persist`).

portable=syncmend-$version-windows-x86_64-portable.zip

if is_made "$portable"; then
    write scoop/syncmend.json <<END
{
    "version": "$version",
    "description": "$summary",
    "homepage": "$repository",
    "license": "MIT|Apache-2.0",
    "notes": "Tickets are kept in \$persist_dir\\\\syncmend-data.",
    "architecture": {
        "64bit": {
            "url": "$downloads/$portable",
            "hash": "$(checksum "$portable")"
        }
    },
    "extract_dir": "Syncmend",
    "bin": [["syncmend.com", "syncmend"]],
    "shortcuts": [["syncmend.exe", "Syncmend"]],
    "persist": "syncmend-data",
    "checkver": { "github": "$repository" },
    "autoupdate": {
        "architecture": {
            "64bit": {
                "url": "$repository/releases/download/v\$version/syncmend-\$version-windows-x86_64-portable.zip"
            }
        },
        "hash": { "url": "\$baseurl/SHA256SUMS" }
    }
}
END
fi
