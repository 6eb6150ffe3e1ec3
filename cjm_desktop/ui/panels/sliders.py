"""A slider for a score from −2 to 2 that can also be "not known", which is not the same as zero."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from cjm_desktop.analysis import emotion_scale
from cjm_desktop.i18n import _
from cjm_desktop.ui import appearance, text

NEGATIVE, NEUTRAL, POSITIVE = "#C23B4B", "#D9B84A", "#1F7A55"


class ScoreSlider(QSlider):
    """The groove and handle; keys and mouse make an unknown score known."""

    moved = Signal(float)
    let_go = Signal()

    def __init__(self, *, is_emotion: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.steps = 0  # from the middle to an end
        self.set_scale(emotion_scale.USUAL)
        self.setSingleStep(1)
        self.setPageStep(5)
        self.is_emotion = is_emotion
        self.is_known = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 24)

    def set_scale(self, scale: str) -> None:
        """Choose among the values of a scale; scores are still told from −2 to 2."""
        self.steps = emotion_scale.steps(scale)
        self.setRange(-self.steps, self.steps)

    def show_score(self, score: float | None) -> None:
        """Put the handle at a score; None shows it as not known."""
        self.is_known = score is not None
        self.setValue(round((score or 0.0) * self.steps / 2))
        self.update()

    def _set(self, step: int) -> None:
        step = min(self.steps, max(-self.steps, step))
        if not self.is_known or step != self.value():
            self.is_known = True
            self.setValue(step)
            self.update()
            self.moved.emit(step * 2 / self.steps)

    def _at(self, x: float) -> int:
        return round((x - 9) / max(1, self.width() - 18) * 2 * self.steps) - self.steps

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._set(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._set(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 5,
            Qt.Key.Key_PageDown: -5,
        }
        ends = {Qt.Key.Key_Home: -self.steps, Qt.Key.Key_End: self.steps}
        key = Qt.Key(event.key())
        if key in steps:
            self._set(self.value() + steps[key])
        elif key in ends:
            self._set(ends[key])
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = appearance.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, left, right = self.height() / 2, 9.0, self.width() - 9.0
        x = left + (self.value() + self.steps) / (2 * self.steps) * (right - left)
        groove = QRectF(left, middle - 2.5, right - left, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.is_emotion and self.is_known:
            shades = QLinearGradient(left, 0, right, 0)
            for at, colour in ((0.0, NEGATIVE), (0.5, NEUTRAL), (1.0, POSITIVE)):
                shades.setColorAt(at, QColor(colour))
            painter.setBrush(shades)
            painter.drawRoundedRect(groove, 2.5, 2.5)
        else:
            painter.setBrush(QColor(c.hairline))
            painter.drawRoundedRect(groove, 2.5, 2.5)
            if self.is_known:
                painter.setBrush(QColor(c.second))
                painter.drawRoundedRect(QRectF(left, middle - 2.5, x - left, 5), 2.5, 2.5)
        if self.is_known:
            pen = QPen(QColor(c.accent if self.hasFocus() else c.text), 2)
        else:
            pen = QPen(QColor(c.accent if self.hasFocus() else c.second), 1.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(QColor(c.field))
        painter.drawEllipse(QRectF(x - 7, middle - 7, 14, 14))
        painter.end()


class ScoreField(QWidget):
    """A score with its name, its value in words and a button that makes it unknown."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, words: str, *, is_emotion: bool = False) -> None:
        super().__init__()
        self.slider = ScoreSlider(is_emotion=is_emotion)
        self.slider.setAccessibleName(words)
        self.slider.moved.connect(self._moved)
        self.slider.let_go.connect(self.left)
        self._words = words
        self._scale = emotion_scale.USUAL
        self._label = text.PlainLabel(words, "second")
        self._label.setBuddy(self.slider)
        self._value = text.PlainLabel("", "second")
        self._clear = QToolButton()
        self._clear.setIcon(appearance.icon("x", appearance.colours().second))
        self._clear.setIconSize(QSize(12, 12))
        self._clear.setStyleSheet("padding: 1px;")
        self._clear.setAccessibleName(_("Not known") + ": " + words)
        text.tip(self._clear, _("Not known"))
        self._clear.clicked.connect(self._forget)
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._label, 1)
        head.addWidget(self._value)
        head.addWidget(self._clear)
        track = QHBoxLayout()
        track.setSpacing(6)
        track.addWidget(self.slider, 1)
        if is_emotion:
            for at, face, colour in ((0, "angry", NEGATIVE), (2, "laugh", POSITIVE)):
                spot = text.PlainLabel()
                spot.setPixmap(appearance.pixmap(face, 20, colour, 2.0))
                spot.setFixedSize(20, 20)
                track.insertWidget(at, spot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(track)
        self.show_score(None)

    def set_scale(self, scale: str) -> None:
        """Show and choose scores on the scale of the journey; they are still told from −2 to 2."""
        if scale != self._scale:
            self._scale = scale
            self.slider.set_scale(scale)

    def show_score(self, score: float | None, *, mixed: bool = False) -> None:
        """Show a score, "not known", or that the selected touchpoints differ."""
        self.slider.show_score(score)
        words = _("not known") if score is None else emotion_scale.words(score, self._scale)
        words = _("differs") if mixed else words
        role = "second" if score is None else "bad" if score < 0 else "good" if score > 0 else "section"
        self._value.setText(words)
        if self._value.property("role") != role:
            self._value.setProperty("role", role)
            self._value.style().unpolish(self._value)
            self._value.style().polish(self._value)
        self._clear.setVisible(score is not None or mixed)
        self.slider.setAccessibleDescription(words)

    def _moved(self, score: float) -> None:
        self.edited.emit(score)

    def _forget(self) -> None:
        self.edited.emit(None)
        self.left.emit()
