# nginx as the distribution ships it, for the test of the page behind it: only unpacked, so that no service is started.

setup_nginx() {
  local folder=$CACHE/nginx log=$CACHE/apt-install.log
  [[ ! -x $folder/usr/sbin/nginx ]] || return 0
  have apt-get || { say "  no apt here: the test behind nginx is skipped"; return 0; }
  step "fetching nginx"
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  (
    cd "$folder.new"
    { apt-get download nginx nginx-common || { as_root apt-get update -q && apt-get download nginx nginx-common; }; } \
      >"$log" 2>&1 || { tail -n 5 "$log" >&2; die "could not fetch nginx" "Check the network; the whole log: $log"; }
    for package in *.deb; do dpkg -x "$package" .; done
    rm -- *.deb
  )
  mv "$folder.new" "$folder"
}
