#!/bin/bash
# A page that tells who serves it.
set -eu
token=$(curl -sX PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' 169.254.169.254/latest/api/token)
mkdir -p /srv/shop
curl -s -H "X-aws-ec2-metadata-token: $token" 169.254.169.254/latest/meta-data/instance-id >/srv/shop/index.html
echo well >/srv/shop/health
cat >/etc/systemd/system/shop.service <<'UNIT'
[Service]
ExecStart=/usr/bin/python3 -m http.server 8080 --directory /srv/shop
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --now shop.service
echo "the shop is open" >/dev/console
