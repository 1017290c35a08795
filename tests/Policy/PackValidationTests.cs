using Gongji.Policy.Areas;
using Gongji.Policy.Packs;

namespace Gongji.Tests.Policy;

/// <summary>Each row breaks one thing in a good pack and tells where and why it is refused. Rows write single quotes
/// for the pack's double ones.</summary>
public sealed class PackValidationTests
{
    const string Good = """
        {
          "area": "330100", "name": "杭州市", "from": "2024-01-01",
          "benefits": [
            { "care": ["outpatient"], "persons": ["active"], "from": "2024-01-01", "to": "2030-12-31",
              "accumulator": "outpatient", "deductible_period": "year", "deductible": { "all": 300 },
              "ratio": { "level1": 0.8, "level2": 0.7, "level3": 0.6 }, "cap": 5000, "source": "H: an example" },
            { "care": ["outpatient"], "persons": ["active"], "from": "2031-01-01",
              "accumulator": "outpatient", "deductible_period": "year", "deductible": { "all": 300 },
              "ratio": { "level1": 0.8, "level2": 0.7, "level3": 0.6 }, "cap": 6000, "source": "H: an example" },
            { "care": ["outpatient"], "persons": ["retired"], "from": "2024-01-01",
              "accumulator": "outpatient", "deductible_period": "year", "deductible": { "all": 300 },
              "ratio": { "level1": 0.85, "level2": 0.75, "level3": 0.65 }, "cap": 5500, "source": "H: an example" }
          ],
          "aid": [
            { "functions": ["same_area"], "from": "2024-01-01", "payment": ["spouse", "parent"], "premium": ["spouse"],
              "member_schemes": ["employee"], "funder_must_be_normal": true,
              "member_must_be_normal": true, "members_max": 7, "networks_per_member_max": "none",
              "floor": 500, "historic_only": true,
              "source": {
                "from": "H: x", "payment": "H: x", "premium": "H: x",
                "member_schemes": "H: x", "funder_must_be_normal": "H: x", "member_must_be_normal": "H: x",
                "members_max": "H: x", "networks_per_member_max": "H: x", "floor": "H: x", "historic_only": "H: x"
              } }
          ],
          "catalogue": [
            { "from": "2024-01-01", "source": "H: an example",
              "items": [ { "prefix": "XA99", "category": "09", "class": "b", "self_pay": 0.1, "limit": 20 } ] }
          ]
        }
        """;

    [Theory]
    [InlineData("'name': '杭州市'", "'name': ", "$", "not valid JSON")]
    [InlineData("'name': '杭州市'", "'name': 'x', 'name': 'y'", "$", "not valid JSON")]
    [InlineData("'name': '杭州市'", "'nick': 'x'", "$.nick", "unknown key; known are accounts, aid, area")]
    [InlineData("'name': '杭州市'", "'name': ''", "$.name", "is empty")]
    [InlineData(" 'name': '杭州市',", "", "$", "'name' is missing")]
    [InlineData("'area': '330100',", "", "$", "'area' is missing")]
    [InlineData("330100", "3301", "$.area", "not an area code of six digits that ends in 00")]
    [InlineData("330100", "330102", "$.area", "not an area code of six digits that ends in 00")]
    [InlineData("330100", "330000", "$.from", "only the pack of a pooling area says from when it is covered")]
    [InlineData(" 'from': '2024-01-01',\n  'benefits'", "\n  'benefits'", "$", "'from' is missing")]
    [InlineData("2030-12-31", "2023-12-31", "$.benefits[0].to", "the rule ends before it begins")]
    [InlineData("2030-12-31", "31.12.2030", "$.benefits[0].to", "not a date of the form yyyy-MM-dd")]
    [InlineData("2030-12-31", "2031-01-01",
        "$.benefits[1]", "overlaps $.benefits[0] for outpatient/active on 2031-01-01")]
    [InlineData("'level1': 0.85", "'level1': 1.85", "$.benefits[2].ratio.level1", "ratio 1.85 is outside 0 to 1")]
    [InlineData("'level1': 0.85", "'level1': -0.1", "$.benefits[2].ratio.level1", "ratio -0.1 is outside 0 to 1")]
    [InlineData("'level1': 0.85", "'level1': '85%'", "$.benefits[2].ratio.level1", "must be a number")]
    [InlineData("'level1': 0.85", "'level9': 0.85", "$.benefits[2].ratio.level9", "unknown key; known are all, level1")]
    [InlineData("0.85, 'level2': 0.75, 'level3': 0.65", "0.75, 'level2': 0.75, 'level3': 0.65",
        "$.benefits[2].ratio", "level1: the retired have less than the active, 0.8")]
    [InlineData("0.7, 'level3': 0.6 }, 'cap': 5000", "0.7, 'level3': 0.4 }, 'cap': 5000",
        "$.benefits[0].ratio", "level3 0.4 is below the standard's 0.5 for employees")]
    [InlineData("0.75, 'level3': 0.65", "0.75, 'level3': 0.8",
        "$.benefits[2].ratio", "level3 0.8 is above level2 0.75")]
    [InlineData("'level2': 0.75", "'level2': 0.9", "$.benefits[2].ratio", "level2 0.9 is above level1 0.85")]
    [InlineData("'cap': 5500,", "", "$.benefits[2]", "'cap' is missing, here and in the packs of the wider areas")]
    [InlineData("'cap': 5500", "'cap': 5500.005", "$.benefits[2].cap", "not an amount in yuan")]
    [InlineData("'cap': 5500", "'cap': -1", "$.benefits[2].cap", "not an amount in yuan")]
    [InlineData("'cap': 5500", "'cap': null", "$.benefits[2].cap", "write \"none\" where there is no limit")]
    [InlineData("'members_max': 7", "'members_max': null",
        "$.aid[0].members_max", "write \"none\" where there is no limit")]
    [InlineData("2030-12-31", "2030-11-30", "$.benefits[1]", "leaves a gap: benefits for outpatient/active of "
        + "hangzhou.json end on 2030-11-30, and nothing is in force until 2031-01-01")]
    [InlineData("'aid': [", "'standards': [ { 'from': '2024-01-01', 'employee_ratio_min': 0.4, 'source': 'H: x' } ],"
        + " 'aid': [", "$.standards[0].employee_ratio_min", "0.4 is looser than the 0.5 of national.json")]
    [InlineData("'aid': [", "'standards': [ { 'from': '2024-01-01', 'ratio_not_rising_with_level': false, 'source': "
        + "'H: x' } ], 'aid': [", "$.standards[0].ratio_not_rising_with_level", "false is looser than the true of")]
    [InlineData("'aid': [", "'standards': [ { 'from': '2024-01-01', 'employee_cap_min': 5500, 'source': 'H: x' } ],"
        + " 'aid': [", "$.benefits[0].cap", "5000.00 is below the standard's 5500.00 for employees")]
    [InlineData("'aid': [", "'standards': [ { 'from': '2024-01-01', 'employee_deductible_min': 301, 'source': 'H: x' "
        + "} ], 'aid': [", "$.benefits[0].deductible", "level1 300.00 is below the standard's 301.00 for employees")]
    [InlineData("'cap': 5500", "'cap': 1e40", "$.benefits[2].cap", "too large or too fine")]
    [InlineData("'cap': 5500", "'ceiling': 5500", "$.benefits[2].ceiling", "unknown key")]
    [InlineData("{ 'level1': 0.85, 'level2': 0.75, 'level3': 0.65 }", "{ 'level1': 0.85, '@class_1': 0.4 }",
        "$.benefits[2].ratio", "@class_1 0.4 is below the standard's 0.5 for employees")]
    [InlineData("{ 'all': 300 },\n      'ratio': { 'level1': 0.85",
        "{ 'level1': 300, 'level2': 300, 'level3': 300 },\n      'ratio': { '@class_1': 0.85, 'level1': 0.85",
        "$.benefits[2].deductible", "has no row for @class_1, which has a ratio")]
    [InlineData("{ 'level1': 0.85, 'level2': 0.75, 'level3': 0.65 }", "{ 'level1': 0.85, 'level_2': 0.75 }",
        "$.benefits[2].ratio.level_2", "unknown key")]
    [InlineData("{ 'level1': 0.85, 'level2': 0.75, 'level3': 0.65 }", "{}",
        "$.benefits[2].ratio", "the table has no row")]
    [InlineData("{ 'level1': 0.85, 'level2': 0.75, 'level3': 0.65 }", "[]", "$.benefits[2].ratio", "must be an object")]
    [InlineData("{ 'all': 300 },\n      'ratio': { 'level1': 0.85",
        "{ 'level1': 300 },\n      'ratio': { 'level1': 0.85",
        "$.benefits[2].deductible", "has no row for level2, which has a ratio")]
    [InlineData("'cap': 5500", "'deductible_ceiling': 300, 'cap': 5500",
        "$.benefits[2].deductible_ceiling", "only a deductible of a month or a visit has a ceiling for the year")]
    [InlineData("['retired'], 'from': '2024-01-01',\n      'accumulator': 'outpatient'",
        "['retired'], 'from': '2024-01-01',\n      'accumulator': 'a_name_of_one_letter_more_than_a_pack_may__'",
        "$.benefits[2].accumulator", "not a name of up to 40 lower-case letters and underscores")]
    [InlineData("['retired'], 'from': '2024-01-01',\n      'accumulator': 'outpatient'",
        "['retired'], 'from': '2024-01-01',\n      'accumulator': 'outpatient\\n'",
        "$.benefits[2].accumulator", "not a name of up to 40 lower-case letters and underscores")]
    [InlineData("'prefix': 'XA99'", "'prefix': 'XA99\\n'", "$.catalogue[0].items[0].prefix", "not an item code")]
    [InlineData("['retired']", "['pensioner']",
        "$.benefits[2].persons[0]", "'pensioner' is not one of active, retired, flexible, resident")]
    [InlineData("['retired']", "['retired', 'retired']", "$.benefits[2].persons[1]", "stands twice in the list")]
    [InlineData("['retired']", "[]", "$.benefits[2].persons", "the list is empty")]
    [InlineData("['retired']", "'retired'", "$.benefits[2].persons", "must be a list")]
    [InlineData("['spouse', 'parent']", "['spouse', 'uncle']",
        "$.aid[0].payment[1]", "'uncle' is not one of spouse, parent, child, sibling")]
    [InlineData("['same_area']", "['village']",
        "$.aid[0].functions[0]", "'village' is not one of same_area, in_province")]
    [InlineData("'from': 'H: x'", "'from': 'x'", "$.aid[0].source.from", "not a source")]
    [InlineData("'members_max': 7", "'members_max': 0",
        "$.aid[0].members_max", "not a whole number above zero")]
    [InlineData("'members_max': 7", "'members_max': 1.5",
        "$.aid[0].members_max", "not a whole number above zero")]
    [InlineData("'historic_only': true", "'historic_only': 1", "$.aid[0].historic_only", "must be true or false")]
    [InlineData("'floor': 'H: x', ", "", "$.aid[0].source", "'floor' is missing")]
    [InlineData("'floor': 'H: x'", "'floor': 'H: x', 'ground': 'H: x'", "$.aid[0].source.ground", "unknown key")]
    [InlineData("'floor': 'H: x'", "'floor': 'D: x'",
        "$.aid[0].source.floor", "not a source: a mark S, A, B, B-, C or H")]
    [InlineData("'cap': 5500, 'source': 'H: an example'", "'cap': 5500", "$.benefits[2]", "'source' is missing")]
    [InlineData("'prefix': 'XA99'", "'prefix': 'XA99', 'code': 'XA99'",
        "$.catalogue[0].items[0]", "needs either a code or a prefix")]
    [InlineData("'prefix': 'XA99'", "'prefix': 'xa 99'", "$.catalogue[0].items[0].prefix", "not an item code")]
    [InlineData("'category': '09'", "'category': '15'",
        "$.catalogue[0].items[0].category", "not a fee category from 01 to 14")]
    [InlineData("'category': '09', ", "", "$.catalogue[0].items[0]", "'category' is missing, here and in the packs")]
    [InlineData("'class': 'b'", "'class': 'a'",
        "$.catalogue[0].items[0].self_pay", "only an item of class b has a first self-payment")]
    [InlineData("'self_pay': 0.1", "'account_barred': true, 'self_pay': 0.1",
        "$.catalogue[0].items[0].account_barred", "must be of class own")]
    [InlineData("'class': 'b', 'self_pay': 0.1", "'class': 'own'",
        "$.catalogue[0].items[0].limit", "an item of class own has no price limit")]
    [InlineData("'class': 'b', 'self_pay': 0.1, 'limit': 20", "'class': 'own', 'special_exam': true",
        "$.catalogue[0].items[0].special_exam", "an item of class own is no special examination")]
    [InlineData("'limit': 20", "'limit': 0", "$.catalogue[0].items[0].limit", "not a price above zero")]
    public void A_wrong_pack_is_refused_with_file_path_and_reason(string good, string bad, string path, string reason)
    {
        var pack = Changed(good.Replace('\'', '"'), bad.Replace('\'', '"'));

        var refused = Assert.Throws<PolicyPackException>(() => Load(("hangzhou.json", pack)));

        Assert.StartsWith($"hangzhou.json: {path}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("hangzhou.json", path), (refused.File, refused.Path));
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_good_pack_is_loaded_beside_the_national_one()
    {
        var policies = Load(("hangzhou.json", Good));

        var policy = policies.For(AreaCode.Of("330106"), Bills.Day);

        Assert.Equal("330100", policy!.Area.Value);
        Assert.True(Assert.Single(policy.Aid).HistoricOnly);
        Assert.Null(policies.For(AreaCode.Of("330100"), new DateOnly(2023, 12, 31)));
    }

    [Fact]
    public void A_second_pack_for_an_area_names_both_files()
    {
        var refused = Assert.Throws<PolicyPackException>(() => Load(("a.json", Good), ("b.json", Good)));

        Assert.Equal("b.json: $.area: 330100 has a pack already: a.json", refused.Message);
    }

    [Fact]
    public void An_area_that_lacks_a_rule_on_some_day_is_refused_with_the_day()
    {
        var pack = Changed("\"from\": \"2024-01-01\",\n  \"benefits", "\"from\": \"2020-06-01\",\n  \"benefits");

        var refused = Assert.Throws<PolicyPackException>(() => Load(("old.json", pack)));

        Assert.Equal("old.json", refused.File);
        Assert.Contains("is in force on 2020-06-01", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_stands_twice_in_a_catalogue_is_refused()
    {
        var item = """{ "prefix": "XA99", "category": "09", "class": "b", "self_pay": 0.1, "limit": 20 }""";
        var pack = Changed(item, $"{item}, {item}");

        var refused = Assert.Throws<PolicyPackException>(() => Load(("twice.json", pack)));

        Assert.Equal("$.catalogue[0].items[1]", refused.Path);
        Assert.Contains("overlaps $.catalogue[0].items[0]", refused.Reason, StringComparison.Ordinal);
    }

    static string Changed(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        return Good.Replace(good, bad, StringComparison.Ordinal);
    }

    static PolicyPacks Load(params (string File, string Json)[] packs) =>
        PolicyPacks.Load([.. ShippedPacks.Texts.Where(static text => text.File == "national.json"), .. packs]);
}
