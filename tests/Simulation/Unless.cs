using System.Runtime.CompilerServices;

namespace Gongji.Tests.Simulation;

/// <summary>What a check says when it does not hold. Nothing is written out while it holds: a run checks thousands of
/// things, and mostly all of them hold.</summary>
[InterpolatedStringHandler]
ref struct Unless
{
    DefaultInterpolatedStringHandler _text;

    public Unless(int literalLength, int formattedCount, bool holds, out bool isWritten)
    {
        isWritten = !holds;
        _text = holds ? default : new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    public string Text() => _text.ToStringAndClear();
}

/// <summary>A line of a run's story, which is only written out where somebody reads it.</summary>
[InterpolatedStringHandler]
ref struct StoryLine
{
    DefaultInterpolatedStringHandler _text;

    public StoryLine(int literalLength, int formattedCount, World world, out bool isWritten)
    {
        isWritten = world.Story is not null;
        _text = isWritten ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string Text() => _text.ToStringAndClear();
}
