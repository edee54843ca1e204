# Names that are known in the VPC alone.
resource "aws_route53_zone" "inside" {
  name = "shop.internal"
  vpc {
    vpc_id = aws_vpc.shop.id
  }
}

resource "aws_route53_record" "orders" {
  zone_id = aws_route53_zone.inside.zone_id
  name    = "orders.shop.internal"
  type    = "CNAME"
  ttl     = 60
  records = [aws_db_instance.orders.address]
}
