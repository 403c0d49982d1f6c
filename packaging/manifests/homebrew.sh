# For Homebrew: a cask. It waits: Homebrew takes no disk image that Gatekeeper stops, so this one is made
# to be ready and is not submitted before the image is notarized (see ../RELEASE.md).

image=syncmend-$version-macos.dmg

if is_made "$image"; then
    write homebrew/syncmend.rb <<END
# Not to be submitted before the disk image is notarized: Gatekeeper stops it otherwise.
cask "syncmend" do
  version "$version"
  sha256 "$(checksum "$image")"

  url "$repository/releases/download/v#{version}/syncmend-#{version}-macos.dmg",
      verified: "${repository#https://}/"
  name "Syncmend"
  desc "${summary/#Repairs/Repair}"
  homepage "$repository"

  livecheck do
    url :url
    strategy :github_latest
  end

  depends_on macos: ">= :big_sur"

  app "Syncmend.app"
  binary "#{appdir}/Syncmend.app/Contents/MacOS/syncmend"
  bash_completion "#{appdir}/Syncmend.app/Contents/Resources/shell/syncmend.bash"
  fish_completion "#{appdir}/Syncmend.app/Contents/Resources/shell/syncmend.fish"
  zsh_completion "#{appdir}/Syncmend.app/Contents/Resources/shell/_syncmend"
  manpage "#{appdir}/Syncmend.app/Contents/Resources/shell/syncmend.1"

  zap trash: "~/Library/Application Support/Syncmend"
end
END
fi
