using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>What the envelope forgives, and what it gives back.</summary>
public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("a byte order mark")]
    [InlineData("amounts and numbers as text")]
    [InlineData("ids and infno as numbers")]
    [InlineData("a list of one for an object")]
    [InlineData("a bare object for a list")]
    [InlineData("empty text and null for parts")]
    [InlineData("unknown keys everywhere")]
    [InlineData("a message id of another shape")]
    [InlineData("four digits of the area")]
    [InlineData("no area")]
    public async Task A_sender_may_write_it_with(string what)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m, batch: "7");
        var message = town.Message("2206", Town.Settlement(visit, 60m, batch: "7"));
        var data = message["input"]!["data"]!.AsObject();
        var bytes = Array.Empty<byte>();
        switch (what)
        {
            case "a byte order mark":
                bytes = Encoding.UTF8.GetPreamble();
                break;
            case "amounts and numbers as text":
                data["medfee_sumamt"] = "60.00";
                break;
            case "ids and infno as numbers":
                (data["chrg_bchno"], message["infno"], data["acct_used_flag"]) = (7, 2206, 1);
                break;
            case "a list of one for an object":
                message["input"]!["data"] = new JsonArray(data.DeepClone());
                break;
            case "a bare object for a list":
                message = town.Message("2204", new() { ["feedetail"] = Town.Fee(visit, 1m, batch: "8", line: "8") });
                break;
            case "empty text and null for parts":
                (data["fulamt_ownpay_amt"], data["inscp_scp_amt"]) = ("", null);
                break;
            case "unknown keys everywhere":
                (message["TOKEN"], data["exp_content"]) = ("x", new JsonObject());
                message["input"]!["insuplcAdmdvs"] = 1;
                break;
            case "a message id of another shape":
                message["msgid"] = "260302100000-H61010300001-0001";
                break;
            case "four digits of the area":
                message["insuplc_admdvs"] = "6101";
                break;
            default:
                message["insuplc_admdvs"] = null;
                break;
        }

        using var answer = await town.App.Post([.. bytes, .. Encoding.UTF8.GetBytes(message.ToJsonString())]);
        var envelope = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.True((int)envelope["infcode"]! == 0, $"{what}: {envelope}");
    }

    [Fact]
    public async Task An_answer_carries_times_a_receiver_s_id_and_what_the_sender_signed()
    {
        await using var town = await Town.Build();
        var message = town.Message("9001", new() { ["signIn"] = new JsonObject { ["opter_no"] = "op1" } });
        (message["signtype"], message["cainfo"], message["enc_type"]) = ("SM2", "04ab", "SM4");

        var answer = await town.App.Send(message);

        Assert.Equal("20260302100000000", (string?)answer["refmsg_time"]);
        Assert.Equal("20260302100000000", (string?)answer["respond_time"]);
        Assert.Matches("^61010320260302100000[0-9]{10}$", (string?)answer["inf_refmsgid"]);
        Assert.Equal("SM2", (string?)answer["signtype"]);
        Assert.Equal("04ab", (string?)answer["cainfo"]);
        Assert.Equal("SM4", (string?)answer["enctype"]);
        Assert.Equal("2026-03-02 10:00:00", (string?)answer["output"]!["signinoutb"]!["sign_time"]);
    }

    [Fact]
    public async Task The_status_code_is_text_for_institutions_that_compare_texts()
    {
        await using var town = await Town.Build(static options => options.TextInfcodeInstitutions = [Town.Pharmacy]);
        JsonObject SignIn() => new() { ["signIn"] = new JsonObject { ["opter_no"] = "op1" } };

        var number = await town.Send("9001", SignIn());
        var text = await town.Send("9001", SignIn(), institution: Town.Pharmacy);
        var refused = await town.Send("9001", [], institution: Town.Pharmacy);

        Assert.Equal("0", number["infcode"]!.ToJsonString());
        Assert.Equal("\"0\"", text["infcode"]!.ToJsonString());
        Assert.Equal("\"-1\"", refused["infcode"]!.ToJsonString());
    }

    [Fact]
    public async Task A_refusal_has_both_times_no_receiver_s_id_and_no_output()
    {
        await using var town = await Town.Build();

        var answer = await town.Send("2202", []);

        Assert.Equal("-1", answer["infcode"]!.ToJsonString());
        Assert.Equal("", (string?)answer["inf_refmsgid"]);
        Assert.Equal(17, ((string)answer["refmsg_time"]!).Length);
        Assert.Null(answer["output"]);
        Assert.Equal(
            "[message.node_missing] 缺少输入节点 A node of the input is missing. (input.data)", (string?)answer["err_msg"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/fsi/api/outpatientSettleService/saveSettletment")]
    [InlineData("/mbs/fmi/fsi/api/callFsiService/callService/2207")]
    [InlineData("/CSB")]
    public async Task The_path_does_not_matter(string path)
    {
        await using var town = await Town.Build();

        var answer = await town.App.Send(
            town.Message("9001", new() { ["signIn"] = new JsonObject { ["opter_no"] = "op1" } }), path);

        Assert.Equal(0, (int)answer["infcode"]!);
    }

    [Fact]
    public async Task Only_broken_http_gets_another_status_than_200()
    {
        await using var town = await Town.Build(static options => options.BodyBytesMax = 10_000);

        using var get = await town.App.Http.GetAsync(new Uri("/fsi/api/x", UriKind.Relative));
        using var large = await town.App.Post(new byte[10_001]);
        using var admin = await town.App.Post("{}", "/admin/no/such/thing");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, admin.StatusCode);
    }

    [Fact]
    public async Task An_endless_upload_is_cut_off_and_the_gateway_lives_on()
    {
        await using var town = await Town.Build();
        using var endless = new EndlessContent(1L << 30);

        HttpStatusCode? status = null;
        try
        {
            using var answer = await town.App.Http.PostAsync(new Uri("/", UriKind.Relative), endless);
            status = answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The connection may be closed while the sender still writes.
        }
        var next = await town.Send("9001", new() { ["signIn"] = new JsonObject { ["opter_no"] = "op1" } });

        Assert.True(status is null or HttpStatusCode.RequestEntityTooLarge, $"{status}");
        Assert.True(endless.Sent < 100_000_000, $"{endless.Sent} bytes were taken");
        Assert.Equal(0, (int)next["infcode"]!);
    }

    /// <summary>A body of unknown length that never seems to end.</summary>
    sealed class EndlessContent(long length) : HttpContent
    {
        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            Array.Fill(chunk, (byte)' ');
            while (Sent < length)
            {
                await stream.WriteAsync(chunk);
                Sent += chunk.Length;
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = -1;
            return false;
        }
    }
}
