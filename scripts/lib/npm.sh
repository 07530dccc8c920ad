# The npm packages of package-lock.json: ONNX Runtime for page and native program, the VAD model, test tools.

setup_npm() {
  have node && have npm || die "Node.js 20 or later with npm is needed and is not on PATH" \
    "Install it from your system's packages or from the Node.js project, then run this again."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [[ $major -ge 20 ]] || die "Node.js $(node --version) is too old: 20 or later is needed" "Upgrade it and run this again."
  local stamp=$ROOT/node_modules/.emoscope-lock wanted log=$CACHE/npm.log
  wanted=$(sha256_of "$ROOT/package-lock.json")
  [[ $(cat "$stamp" 2>/dev/null) != "$wanted" ]] || return 0
  step "installing the npm packages (exact versions of package-lock.json; no package's scripts are run)"
  (cd "$ROOT" && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline) >"$log" 2>&1 ||
    { tail -n 15 "$log" >&2; die "npm could not install the packages" \
      "Check the network and npm's configuration and run this again; the whole log: $log"; }
  echo "$wanted" >"$stamp"
}

# npm names the processors its own way.
node_arch() { node -p process.arch; }
