namespace Gongji.Policy.Packs;

/// <summary>A policy pack is wrong. The message names the file, the path in it and the reason.</summary>
/// <param name="path">JSON path, such as <c>$.benefits[0].ratio.level1</c>.</param>
public sealed class PolicyPackException(string file, string path, string reason, Exception? inner = null)
    : Exception($"{file}: {path}: {reason}", inner)
{
    public string File { get; } = file;

    public string Path { get; } = path;

    public string Reason { get; } = reason;
}
