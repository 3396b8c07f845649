"""May we connect: yes to the public internet, no to everything else in every disguise."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetch.inside import may_connect

FOURS = st.integers(0, 2**32 - 1).map(IPv4Address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.10", "192.0.2.1", "192.88.99.1", "192.168.1.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255",
    ],
)  # fmt: skip
def test_closed_networks_are_closed(address):
    assert not may_connect(address)


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "::ffff:169.254.169.254"],
)
def test_the_metadata_of_clouds_is_closed(address):
    assert not may_connect(address)


@pytest.mark.parametrize(
    "address",
    [
        "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "fe80::1",
        "fe80::1%lo", "2a00::1%eth0", "fec0::1", "fc00::1", "fdff::1", "ff02::1", "ff0e::1", "3fff::1", "5f00::1",
        "2001:db8::1", "100::1", "4000::1", "1fff::1",
    ],
)  # fmt: skip
def test_sixes_outside_the_public_ones_are_closed(address):
    assert not may_connect(address)


@pytest.mark.parametrize(
    "address", ["", "localhost", "127.1", "0x7f.1", "1.1.1.1/32", "[2a00::1]", " 1.1.1.1", "1.1.1.1\n"]
)
def test_what_is_no_address_is_closed(address):
    assert not may_connect(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450::5", "2001:4860::8"]
)
def test_the_public_internet_is_open(address):
    assert may_connect(address)


@given(FOURS)
def test_no_four_hides_in_a_six(four):
    number = int(four)
    for six in (
        number,
        0xFFFF << 32 | number,
        0x64FF9B << 96 | number,
        0x2002 << 112 | number << 80,
        0x20010000 << 96 | number,
    ):
        assert not may_connect(str(IPv6Address(six)))


@given(st.one_of(FOURS, st.integers(0, 2**128 - 1).map(IPv6Address)))
def test_nothing_is_open_that_python_calls_private(address):
    if may_connect(str(address)):
        assert address.is_global and not address.is_multicast and not address.is_reserved
