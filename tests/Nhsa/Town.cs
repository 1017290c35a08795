using System.Globalization;
using System.Text.Json.Nodes;
using Gongji.Border;
using Gongji.Client.Calls;
using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;

namespace Gongji.Tests.Nhsa;

/// <summary>A small town in Xi'an's pool: a hospital, a pharmacy, a few persons, a family-aid network.</summary>
sealed class Town(GatewayApp app) : IAsyncDisposable
{
    public const string Hospital = "H61010300001";
    public const string Pharmacy = "P61010300002";
    public const string OtherHospital = "H61010300009";

    /// <summary>Employed, 30.00 of 2025 and 20.00 of 2026 in the account, member of the funder's network.</summary>
    public const string Patient = "61010000000000000000000001";

    /// <summary>The patient's spouse, 500.00 in the account.</summary>
    public const string Funder = "61010000000000000000000002";

    /// <summary>Resident scheme: no account.</summary>
    public const string Resident = "61010000000000000000000003";

    public const string PatientCertNo = "61010319850101001X";
    public const string FunderCertNo = "610103198602020028";
    public const string ResidentCertNo = "610103195003030036";
    public const string PatientName = "王小明";
    public const string Network = "N1";

    int _serial;

    public GatewayApp App => app;

    public static async Task<Town> Build(
        Action<GatewayOptions>? choose = null,
        IJournalStore? store = null,
        JournalOptions? journal = null,
        IdentityKeys? keys = null,
        Func<ICalls, ICalls>? calls = null)
    {
        var town = new Town(await GatewayApp.Start(choose, store, journal, keys, calls));
        await town.Register(Hospital, "西安市第一医院", "hospital", 3);
        await town.Register(OtherHospital, "西安市第九医院", "hospital", 3);
        await town.Register(Pharmacy, "平安大药房", "pharmacy", 0);
        await town.Enrol(Patient, PatientName, PatientCertNo, "active");
        await town.Enrol(Funder, "李小红", FunderCertNo, "active");
        await town.Enrol(Resident, "赵大爷", ResidentCertNo, "resident");
        await town.Credit(Patient, "30.00", 2025, "c1");
        await town.Credit(Patient, "20.00", 2026, "c2");
        await town.Credit(Funder, "500.00", 2025, "c3");
        await town.Change("PUT", $"networks/{Network}", new() { ["funder"] = Funder }, "n1");
        await town.Change("PUT", $"networks/{Network}/modes", new() { ["modes"] = new JsonArray("payment") }, "n2");
        await town.Change("PUT", $"networks/{Network}/members/{Patient}", new() { ["relation"] = "spouse" }, "n3");
        return town;
    }

    public async Task Change(string method, string path, JsonObject body, string key)
    {
        var reply = await app.Admin(method, path, body, key);
        Assert.True(reply.Status == 200, $"{path}: {reply.Status} {reply.Body} {app.Log.All}");
    }

    public Task Credit(string person, string amount, int year, string key) => Change(
        "POST", $"persons/{person}/credits", new() { ["amount"] = amount, ["year"] = year }, key);

    public string NewMsgId() =>
        Hospital + "20260302100000" + Interlocked.Increment(ref _serial).ToString("D4", CultureInfo.InvariantCulture);

    public JsonObject Message(
        string infno,
        JsonObject input,
        string? msgid = null,
        string institution = Hospital,
        string insured = "610199") => new()
        {
            ["infno"] = infno,
            ["msgid"] = msgid ?? NewMsgId(),
            ["mdtrtarea_admvs"] = "610103",
            ["insuplc_admdvs"] = insured,
            ["recer_sys_code"] = "MBS_LOCAL",
            ["dev_no"] = "",
            ["dev_safe_info"] = "",
            ["cainfo"] = "",
            ["signtype"] = "",
            ["infver"] = "V1.0",
            ["opter_type"] = "1",
            ["opter"] = "op1",
            ["opter_name"] = "收费员",
            ["inf_time"] = "2026-03-02 10:00:00",
            ["fixmedins_code"] = institution,
            ["fixmedins_name"] = "医院",
            ["sign_no"] = "",
            ["input"] = input,
        };

    public Task<JsonObject> Send(
        string infno,
        JsonObject input,
        string? msgid = null,
        string institution = Hospital,
        string insured = "610199") =>
        app.Send(Message(infno, input, msgid, institution, insured));

    /// <summary>Sends and expects success; returns the output.</summary>
    public async Task<JsonObject> Ask(
        string infno, JsonObject input, string? msgid = null, string institution = Hospital)
    {
        var answer = await Send(infno, input, msgid, institution);
        Assert.True((int)answer["infcode"]! == 0, $"{infno}: {answer["err_msg"]} {app.Log.All}");
        return (JsonObject)answer["output"]!;
    }

    /// <summary>Registers a visit with one batch of fee lines that add up to the total; returns its mdtrt_id.</summary>
    public async Task<string> Visit(decimal total, string person = Patient, string batch = "1", string item = "XA06AA")
    {
        var registered = await Ask("2201", new() { ["data"] = Registration(person) });
        var visit = (string)registered["data"]!["mdtrt_id"]!;
        await Ask("2203A", Diagnosis(visit, person));
        await Ask("2204", new() { ["feedetail"] = new JsonArray(Fee(visit, total, person, batch, item: item)) });
        return visit;
    }

    public static JsonObject Registration(string person = Patient) => new()
    {
        ["psn_no"] = person,
        ["insutype"] = "310",
        ["begntime"] = "2026-03-02 09:30:00",
        ["mdtrt_cert_type"] = "02",
        ["mdtrt_cert_no"] = CertNoOf(person),
        ["ipt_otp_no"] = "M0001",
        ["atddr_no"] = "D610100000001",
        ["dr_name"] = "张医生",
        ["dept_code"] = "A03",
        ["dept_name"] = "内科",
        ["caty"] = "A03",
    };

    public static JsonObject Diagnosis(string visit, string person = Patient, string medType = "11") => new()
    {
        ["mdtrtinfo"] = new JsonObject
        {
            ["mdtrt_id"] = visit,
            ["psn_no"] = person,
            ["med_type"] = medType,
            ["begntime"] = "2026-03-02 09:30:00",
        },
        ["diseinfo"] = new JsonArray(new JsonObject
        {
            ["diag_type"] = "1",
            ["diag_srt_no"] = 1,
            ["diag_code"] = "J06.900",
            ["diag_name"] = "急性上呼吸道感染",
        }),
    };

    public static JsonObject Fee(
        string visit,
        decimal total,
        string person = Patient,
        string batch = "1",
        string line = "1",
        string item = "XA06AA") => new()
        {
            ["feedetl_sn"] = line,
            ["mdtrt_id"] = visit,
            ["psn_no"] = person,
            ["chrg_bchno"] = batch,
            ["fee_ocur_time"] = "2026-03-02 09:40:00",
            ["med_list_codg"] = item,
            ["medins_list_codg"] = "Y1",
            ["det_item_fee_sumamt"] = total,
            ["cnt"] = 1,
            ["pric"] = total,
        };

    public static JsonObject Settlement(
        string visit, decimal total, string person = Patient, string batch = "1", string account = "1") => new()
        {
            ["data"] = new JsonObject
            {
                ["psn_no"] = person,
                ["mdtrt_cert_type"] = "02",
                ["mdtrt_cert_no"] = CertNoOf(person),
                ["med_type"] = "11",
                ["medfee_sumamt"] = total,
                ["psn_setlway"] = "01",
                ["mdtrt_id"] = visit,
                ["chrg_bchno"] = batch,
                ["acct_used_flag"] = account,
                ["insutype"] = "310",
            },
        };

    public static JsonObject Cancellation(JsonNode setlinfo, string person = Patient) => new()
    {
        ["data"] = new JsonObject
        {
            ["setl_id"] = (string)setlinfo["setl_id"]!,
            ["mdtrt_id"] = (string)setlinfo["mdtrt_id"]!,
            ["psn_no"] = person,
        },
    };

    public static JsonObject Purchase(decimal total, string person = Patient) => new()
    {
        ["druginfo"] = new JsonObject
        {
            ["psn_no"] = person,
            ["mdtrt_cert_type"] = "02",
            ["mdtrt_cert_no"] = CertNoOf(person),
            ["med_type"] = "41",
            ["medfee_sumamt"] = total,
            ["acct_used_flag"] = "1",
            ["insutype"] = "310",
            ["begntime"] = "2026-03-02 09:50:00",
        },
        ["drugdetail"] = new JsonArray(new JsonObject
        {
            ["feedetl_sn"] = "1",
            ["med_list_codg"] = "XA06AA",
            ["medins_list_codg"] = "Y1",
            ["det_item_fee_sumamt"] = total,
            ["cnt"] = 1,
            ["pric"] = total,
        }),
    };

    public static JsonObject Reversal(string msgid, string infno = "2207", string person = Patient) => new()
    {
        ["data"] = new JsonObject { ["psn_no"] = person, ["omsgid"] = msgid, ["oinfno"] = infno },
    };

    public static string CertNoOf(string person) => person switch
    {
        Funder => FunderCertNo,
        Resident => ResidentCertNo,
        _ => PatientCertNo,
    };

    /// <summary>Binds a credential, or binds it anew with another end.</summary>
    public Task Bind(string person, string type, string number, DateTimeOffset? until = null) => Change(
        "POST",
        $"persons/{person}/credentials",
        new() { ["certType"] = type, ["number"] = number, ["until"] = until },
        NewMsgId());

    public async Task<decimal> Balance(string person) =>
        (decimal)(await app.Admin("GET", $"persons/{person}")).Body["balance"]!;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public Task Register(string code, string name, string kind, int level) => Change(
        "PUT",
        $"institutions/{code}",
        new()
        {
            ["name"] = name,
            ["area"] = "610103",
            ["type"] = kind,
            ["level"] = level,
            ["capabilities"] = new JsonArray(
                new JsonObject { ["name"] = "outpatient_pooling", ["from"] = "2023-01-01" }),
        },
        "i-" + code);

    Task Enrol(string person, string name, string certNo, string kind) => Change(
        "PUT",
        $"persons/{person}",
        new()
        {
            ["name"] = name,
            ["certNo"] = certNo,
            ["sex"] = "1",
            ["birthDate"] = "1985-01-01",
            ["insurance"] = new JsonObject { ["from"] = "2023-01-01", ["area"] = "610199", ["kind"] = kind },
        },
        "e-" + person);
}
