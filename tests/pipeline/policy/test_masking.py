"""A telephone number, an identity or card number, an address of mail is taken out; what only looks like one stays."""

import pytest

from pipeline.policy.masking import CARD, EMAIL, IDENTITY, MASKED, masked


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("电话13800138000。", f"电话{MASKED}。"),
        ("138-0013-8000", MASKED),
        ("+86 138 0013 8000", MASKED),
        ("１３８００１３８０００", MASKED),
        ("021-59741234", MASKED),
        ("（021）5974 1234", MASKED),
        ("0512-5974123", MASKED),
        ("59741234", MASKED),
        ("电话5974-1234", f"电话{MASKED}"),
        ("138-00138-000", MASKED),
        ("1380 0138 000", MASKED),
        ("138.0013.8000", MASKED),
        ("138  0013  8000", MASKED),
        ("0086 138 0013 8000", MASKED),
        ("＋８６１３８００１３８０００", MASKED),
        ("138\u200b0013\u200b8000", MASKED),
        ("+86 21 5974 1234", MASKED),
        # GB 11643's own examples; the second with spaces, the third of 15 digits, the last in full width
        ("证件11010519491231002X。", f"证件{IDENTITY}。"),
        ("110105 19491231 002x", IDENTITY),
        ("110105491231002", IDENTITY),
        ("１１０１０５１９４９１２３１００２Ｘ", IDENTITY),
        # a card of the standard's test range: 16 digits whose sum by Luhn is a multiple of ten
        ("卡4111111111111111", f"卡{CARD}"),
        ("4111 1111 1111 1111", CARD),
        ("邮箱shifan.jia@example.org。", f"邮箱{EMAIL}。"),
        ("shifan＠mail.example.org", EMAIL),
        # none of these
        ("110105194912310021", "110105194912310021"),  # the last digit does not check
        ("310118001001", "310118001001"),
        ("2021年10月25日 14:30:00", "2021年10月25日 14:30:00"),
        ("示范一居@2.xlsx", "示范一居@2.xlsx"),
        ("a@b.xlsx", "a@b.xlsx"),
        ("4a111111111111111111e5c9d0b1a2f3", "4a111111111111111111e5c9d0b1a2f3"),
        ("3 4 3 3 2.5 3 4 4 3 3 3 4 3 2 3 4", "3 4 3 3 2.5 3 4 4 3 3 3 4 3 2 3 4"),
        ("1 3 4 3 3 3 3 3 3 3 4", "1 3 4 3 3 3 3 3 3 3 4"),
        ("20211025", "20211025"),
        ("2021-10-25", "2021-10-25"),
        ("2021-2022年", "2021-2022年"),
        ("第13、14、15、16、17、18、19项", "第13、14、15、16、17、18、19项"),
        ("14.0 13.0 14.0 14.0", "14.0 13.0 14.0 14.0"),
        ("投入30000000元", "投入30000000元"),
        ("占地 25000000 平方米", "占地 25000000 平方米"),
        ("青白府〔2021〕10号", "青白府〔2021〕10号"),
        ("常住人口3500人", "常住人口3500人"),
        ("94.5分", "94.5分"),
        ("任务分解表!H12、H15", "任务分解表!H12、H15"),
    ],
)
def test_what_is_a_persons_own_is_taken_out(text: str, clean: str) -> None:
    assert masked(text) == clean
