# For Flatpak: the program of the archive in a sandbox. It gets a screen and nothing else: no network, and
# no folder of the user's. Dialogs and links go through the portal, which the program asks by itself.

archive=syncmend-$version-linux-x86_64.tar.gz

if is_made "$archive"; then
    write "flatpak/$id.yaml" <<END
id: $id
runtime: org.freedesktop.Platform
runtime-version: '24.08'
sdk: org.freedesktop.Sdk
command: syncmend
finish-args:
- --socket=wayland
- --socket=fallback-x11
- --share=ipc
- --device=dri
modules:
- name: syncmend
  buildsystem: simple
  build-commands:
  - cp --recursive usr/. /app/
  sources:
  - type: archive
    url: $downloads/$archive
    sha256: $(checksum "$archive")
    only-arches: [x86_64]
END
fi
