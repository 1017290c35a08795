using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.Program.Demo;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

public sealed class ServeTests : IDisposable
{
    const long Gigabyte = 1L << 30;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_server_on_the_same_data_is_told_so_in_one_line()
    {
        using var server = await GongjiProcess.Serve(_folder.Place);

        var (exitCode, _, error) = await GongjiProcess.Run(
            ["serve", "--urls", "http://127.0.0.1:0", .. GongjiProcess.Where(_folder.Place)]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("gongji: Another process writes this journal", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line()
    {
        using var server = await GongjiProcess.Serve(_folder.Place);
        var other = Path.Combine(_folder.Path, "other");
        await GongjiProcess.Begin(new Place(other, []));

        var (exitCode, _, error) = await GongjiProcess.Run(
            "serve", "--urls", server.Address.GetLeftPart(UriPartial.Authority), "--data", other);

        Assert.Equal(1, exitCode);
        Assert.Contains("is taken by another program", error, StringComparison.Ordinal);
        // The silo, which had begun already, logs its end.
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), static line => line[0] != '{');
    }

    [Fact]
    public async Task A_ledger_of_one_machine_listens_on_its_HTTP_port_and_on_no_other()
    {
        using var server = await GongjiProcess.Serve(_folder.Place);

        var ports = ListeningPorts.Of(server.Id);

        Assert.Equal([server.Address.Port], ports);
    }

    [Fact]
    public async Task Other_machines_are_not_let_in_without_a_token()
    {
        await GongjiProcess.Begin(_folder.Place);

        var (exitCode, _, error) = await GongjiProcess.Run(
            ["serve", "--urls", "http://0.0.0.0:0", .. GongjiProcess.Where(_folder.Place)]);

        Assert.Equal(1, exitCode);
        Assert.Contains("GONGJI_ADMINTOKEN", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_of_a_gigabyte_is_too_large_and_the_server_lives()
    {
        using var server = await GongjiProcess.Serve(_folder.Place);

        var answer = await Upload(server.Address, Gigabyte);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var alive = await http.GetAsync(new Uri("/health/live", UriKind.Relative));

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Told_to_stop_it_says_that_it_is_not_ready_and_answers_whoever_still_comes()
    {
        using var server = await GongjiProcess.Serve(_folder.Place, drainSeconds: 3);
        using var http = new HttpClient { BaseAddress = server.Address };

        var ending = server.Terminate();
        while (await Ready(http) == HttpStatusCode.OK)
        {
            // It has not heard of its end yet.
        }
        using var other = new HttpClient { BaseAddress = server.Address };
        using var answer = await other.PostAsync(new Uri("/", UriKind.Relative), new StringContent(Purchase));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await ending);
        Assert.Single((await server.Log).Split('\n'), static line => line.Contains("Stopping: no longer ready"));
    }

    [Fact]
    public async Task A_city_that_only_a_further_folder_knows_settles_by_its_own_rules()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "policies", "xian.json"));
        _folder.Write("cities/baoji.json", shipped
            .Replace("610100", "610300", StringComparison.Ordinal)
            .Replace("\"pharmacy\": 0.7", "\"pharmacy\": 0.9", StringComparison.Ordinal));
        var population = _folder.Write("population.jsonl", Population);
        using var server = await GongjiProcess.Serve(
            _folder.Place, "--policies", Path.Combine(_folder.Path, "cities"));
        var at = server.Address.GetLeftPart(UriPartial.Authority);
        var imported = await GongjiProcess.Run("import", population, "--to", at);

        using var http = new HttpClient { BaseAddress = server.Address };
        var answer = await http.PostAsync(new Uri("/", UriKind.Relative), new StringContent(Purchase));
        var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(0, imported.ExitCode);
        // (1200 - 200) × 0.9: the deductible of Xi'an's pack, the ratio of the new one (0.7 becomes 0.9, 0.75 0.95).
        Assert.Equal("900.00", receipt["output"]?["setlinfo"]?["hifp_pay"]?.ToJsonString() ?? receipt.ToJsonString());
    }

    [Fact]
    public async Task The_samples_are_left_out_of_a_ledger_that_has_its_own_persons()
    {
        var population = _folder.Write("population.jsonl", Population);
        await GongjiProcess.Begin(_folder.Place);
        await GongjiProcess.Run(["import", population, .. GongjiProcess.Where(_folder.Place)]);

        await using var journal = _folder.Place.JournalToRead();

        Assert.False(await Samples.BelongIn(journal, CancellationToken.None));
    }

    static async Task<HttpStatusCode> Ready(HttpClient http)
    {
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return ready.StatusCode;
    }

    /// <summary>Sends a body of zeros until the server has answered.</summary>
    /// <returns>The first line of the answer.</returns>
    static async Task<string> Upload(Uri server, long bytes)
    {
        using var socket = new TcpClient(server.Host, server.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: gongji\r\nContent-Length: {bytes}\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = reader.ReadLineAsync();
        var block = new byte[64 * 1024];
        try
        {
            for (var sent = 0L; sent < bytes && !answer.IsCompleted; sent += block.Length)
            {
                await stream.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // The server has hung up, as it should; what it said stands in the answer.
        }
        return await answer ?? "";
    }

    const string Population =
        """{"kind":"institution","code":"P61030200001","name":"药店","area":"610302","type":"pharmacy","level":0,"""
        + """ "capabilities":[{"name":"outpatient_pooling","from":"2023-01-01"}]}""" + "\n"
        + """{"kind":"person","psnNo":"B1","name":"甲","certNo":"1","""
        + """ "insurance":{"from":"2020-01-01","area":"610399","kind":"active"}}""";

    const string Purchase =
        """{"infno":"2102","msgid":"P61030200001202511170900000001","fixmedins_code":"P61030200001","""
        + """ "insuplc_admdvs":"610399","input":{"druginfo":{"psn_no":"B1","med_type":"41","medfee_sumamt":1200,"""
        + """ "acct_used_flag":"0","begntime":"2025-11-17 09:00:00"},"drugdetail":[{"feedetl_sn":"1","""
        + """ "med_list_codg":"XA10BAE001","det_item_fee_sumamt":1200,"cnt":1,"pric":1200}]}}""";
}
